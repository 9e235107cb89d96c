use asyncify::asyncify;

#[asyncify(callback)]
async fn digits(number: u32) -> impl Iterator<Item = char> {
    number.to_string().chars().collect::<Vec<_>>().into_iter()
}

fn main() {
    digits_with_callback(12, |_| ());
}

// mend: `impl Iterator<Item = char>` -> `Box<dyn Iterator<Item = char> + Send>`
//       `number.to_string().chars().collect::<Vec<_>>().into_iter()` -> `Box::new(number.to_string().chars().collect::<Vec<_>>().into_iter())`
// mend: `impl Iterator<Item = char>` -> `std::vec::IntoIter<char>`
