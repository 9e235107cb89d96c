use asyncify::asyncify;

#[asyncify]
fn run(
    #[progress] on_progress: impl FnMut(u32) + Send + 'static,
    #[progress] on_bytes: impl FnMut(u64) + Send + 'static,
    #[item] on_done: impl FnOnce() + Send + 'static,
) {
    drop((on_progress, on_bytes, on_done));
}

fn main() {}

// mend: `#[progress] on_bytes` -> `#[skip] on_bytes`
