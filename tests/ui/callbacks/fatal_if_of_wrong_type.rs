use asyncify::asyncify;

#[asyncify]
fn run(
    #[item] on_data: impl FnMut(u8) + Send + 'static,
    #[error(fatal_if = |error| error)] on_error: impl FnMut(u8) + Send + 'static,
) {
    drop((on_data, on_error));
}

fn main() {}

// mend: `|error| error` -> `|error| error > 1`
