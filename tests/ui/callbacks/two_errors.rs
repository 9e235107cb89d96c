use asyncify::asyncify;

#[asyncify]
fn run(
    #[item] on_data: impl FnMut(u8) + Send + 'static,
    #[error] on_error: impl FnMut(u8) + Send + 'static,
    #[error] on_worse: impl FnMut(u8) + Send + 'static,
) {
    drop((on_data, on_error, on_worse));
}

fn main() {}

// mend: `#[error] on_worse` -> `#[skip] on_worse`
