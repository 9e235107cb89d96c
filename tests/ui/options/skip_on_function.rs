use asyncify::asyncify;

#[asyncify(skip)]
fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `#[asyncify(skip)]` -> ``
