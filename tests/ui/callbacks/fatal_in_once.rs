use asyncify::asyncify;

#[asyncify]
fn run(
    #[item] on_data: impl FnOnce(u8) + Send + 'static,
    #[error(fatal)] on_error: impl FnOnce(u8) + Send + 'static,
) {
    drop((on_data, on_error));
}

fn main() {}

// mend: `#[error(fatal)]` -> `#[error]`
