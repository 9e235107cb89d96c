use asyncify::asyncify;

#[asyncify]
fn run(
    work: impl FnOnce() -> u32 + Send + 'static,
    callback: impl FnOnce(u32) + Send + 'static,
) {
    callback(work());
}

fn main() {}

// mend: `    work: ` -> `    #[skip] work: `
//       `    callback: ` -> `    #[item] callback: `
