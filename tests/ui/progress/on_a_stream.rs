use asyncify::asyncify;

#[asyncify]
fn run(
    #[item] on_data: impl FnMut(u8) + Send + 'static,
    #[progress] on_progress: impl FnMut(u32) + Send + 'static,
) {
    drop((on_data, on_progress));
}

fn main() {}

// mend: `#[asyncify]` -> `#[asyncify(once)]`
// mend: `#[progress]` -> `#[skip]`
