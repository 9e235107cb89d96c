use asyncify::asyncify;

struct Step<'a>(&'a str);

#[asyncify]
fn run(
    #[progress] on_progress: impl FnMut(Step<'_>) + Send + 'static,
    #[item] on_done: impl FnOnce() + Send + 'static,
) {
    drop((on_progress, on_done));
}

fn main() {}

// mend: `#[progress]` -> `#[progress] #[map(|step| -> String { step.0.to_owned() })]`
