use asyncify::asyncify;

#[asyncify(callback)]
async fn fill(buffer: &mut Vec<u8>) -> usize {
    buffer.push(1);
    buffer.len()
}

fn main() {
    fill_with_callback(&mut Vec::new(), |len| println!("{len}"));
}

// mend: `fill(buffer: &mut Vec<u8>) -> usize` -> `fill(mut buffer: Vec<u8>) -> Vec<u8>`
//       `buffer.len()` -> `buffer`
//       `&mut Vec::new(), |len| println!("{len}")` -> `Vec::new(), |buffer| println!("{}", buffer.len())`
