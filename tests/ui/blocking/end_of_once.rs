use asyncify::asyncify;

#[asyncify(once, blocking)]
fn run(
    #[progress] on_progress: impl Fn(u8) + Send + 'static,
    #[end] on_end: impl FnOnce() + Send + 'static,
) -> u8 {
    on_progress(1);
    on_end();
    2
}

fn main() {}

// mend: `#[end]` -> `#[skip]`
// mend: `#[end]` -> `#[item]`
