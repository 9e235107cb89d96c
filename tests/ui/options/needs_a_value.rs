use asyncify::asyncify;

#[asyncify(name)]
fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `(name)` -> `(name = ident)`
