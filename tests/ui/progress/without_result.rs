use asyncify::asyncify;

#[asyncify]
fn run(#[progress] on_progress: impl FnMut(u32) + Send + 'static) {
    drop(on_progress);
}

fn main() {}

// mend: `#[progress]` -> `#[item]`
// mend: `#[progress] ` -> ``
