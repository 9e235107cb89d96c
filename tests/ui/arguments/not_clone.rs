use asyncify::asyncify;

struct Big;

#[asyncify]
fn run(callback: impl FnOnce(&Big) + Send + 'static) {
    callback(&Big);
}

fn main() {}

// mend: `struct Big` -> `#[derive(Clone)] struct Big`
// mend: `callback: impl` -> `#[map(|_| 1)] callback: impl`
