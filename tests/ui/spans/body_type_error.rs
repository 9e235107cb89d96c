use asyncify::asyncify;

#[asyncify]
fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback("not a number");
}

fn main() {}

// mend: `"not a number"` -> `1`
