use asyncify::asyncify;

#[asyncify(callback)]
async fn fill(buffer: &mut Vec<u8>) -> usize {
    buffer.push(1);
    buffer.len()
}

fn main() {
    fill_with_callback(&mut Vec::new(), |len| println!("{len}"));
}
