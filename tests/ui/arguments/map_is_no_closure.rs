use asyncify::asyncify;

#[asyncify]
fn run(#[map(to_string)] callback: impl FnOnce(&str) + Send + 'static) {
    callback("x");
}

fn main() {}

// mend: `map(to_string)` -> `map(|text| text.to_string())`
