use asyncify::asyncify;

#[asyncify]
fn run(
    #[item] on_data: impl FnMut(u8) + Send + 'static,
    #[item] on_more: impl FnMut(u8) + Send + 'static,
) {
    drop((on_data, on_more));
}

fn main() {}

// mend: `#[item] on_more` -> `#[error] on_more`
// mend: `#[item] on_more: impl FnMut(u8)` -> `#[end] on_more: impl FnOnce()`
// mend: `#[item] on_more` -> `#[skip] on_more`
