use asyncify::asyncify;

#[asyncify]
fn run(#[map(|text| text)] callback: impl FnOnce(&str) + Send + 'static) {
    callback("x");
}

fn main() {}

// mend: `|text| text` -> `|text| text.to_string()`
