use asyncify::asyncify;

#[asyncify]
fn run(#[error] on_error: impl FnMut(u8) + Send + 'static) {
    drop(on_error);
}

fn main() {}

// mend: `#[error]` -> `#[item]`
// mend: `#[error] ` -> ``
