use asyncify::asyncify;

#[asyncify]
fn run(
    #[progress(u32)] on_progress: impl FnMut(u32) + Send + 'static,
    #[item] on_done: impl FnOnce() + Send + 'static,
) {
    drop((on_progress, on_done));
}

fn main() {}

// mend: `progress(u32)` -> `progress`
