use asyncify::asyncify;

#[asyncify]
fn run(
    #[item] on_data: impl FnMut(u8) + Send + 'static,
    #[error = "fatal"] on_error: impl FnMut(String) + Send + 'static,
) {
    drop((on_data, on_error));
}

fn main() {}

// mend: `error = "fatal"` -> `error`
// mend: `error = "fatal"` -> `error(fatal)`
// mend: `error = "fatal"` -> `error(fatal_if = |error| error.is_empty())`
