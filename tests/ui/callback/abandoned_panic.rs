use asyncify::asyncify;

#[asyncify(callback, abandoned = panic)]
async fn add(a: i32, b: i32) -> i32 {
    a + b
}

fn main() {
    add_with_callback(1, 2, |sum| println!("{sum}"));
}

// mend: `, abandoned = panic` -> ``
// mend: `abandoned = panic` -> `abandoned = 0`
