use asyncify::asyncify;

#[asyncify]
fn run(#[map(|a| a + 1)] callback: impl FnOnce(u8, &str) + Send + 'static) {
    callback(1, "x");
}

fn main() {}

// mend: `|a|` -> `|a, _|`
