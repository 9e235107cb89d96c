use asyncify::asyncify;

#[asyncify]
fn run(
    #[item] on_data: impl FnMut(u8) + Send + 'static,
    #[error(deadly)] on_error: impl FnMut(u8) + Send + 'static,
) {
    drop((on_data, on_error));
}

fn main() {}

// mend: `error(deadly)` -> `error`
// mend: `error(deadly)` -> `error(fatal)`
// mend: `error(deadly)` -> `error(fatal_if = |error| error > 1)`
