use asyncify::asyncify;

#[asyncify]
fn run(
    #[item] on_data: impl FnOnce(u8) + Send + 'static,
    #[end] on_end: impl FnOnce() + Send + 'static,
) {
    drop((on_data, on_end));
}

fn main() {}

// mend: `#[end]` -> `#[skip]`
// mend: `#[end]` -> `#[item]`
//       `#[item] on_data` -> `#[skip] on_data`
