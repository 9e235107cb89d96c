use asyncify::asyncify;

#[asyncify]
fn run(#[map(|text| -> u8 { text.len() })] callback: impl FnOnce(&str) + Send + 'static) {
    callback("x");
}

fn main() {}

// mend: `text.len()` -> `text.len().try_into().unwrap()`
