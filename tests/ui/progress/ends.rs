use asyncify::asyncify;

#[asyncify]
fn run(
    #[progress]
    #[end_if(|percent| percent == 100)]
    on_progress: impl FnMut(u32) + Send + 'static,
    #[item] on_done: impl FnOnce() + Send + 'static,
) {
    drop((on_progress, on_done));
}

fn main() {}

// mend: `    #[end_if(|percent| percent == 100)]\n` -> ``
