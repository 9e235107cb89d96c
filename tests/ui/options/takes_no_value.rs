use asyncify::asyncify;

#[asyncify(keep = true)]
fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `keep = true` -> `keep`
