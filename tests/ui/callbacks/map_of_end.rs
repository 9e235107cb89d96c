use asyncify::asyncify;

#[asyncify]
fn run(
    #[item] on_data: impl FnMut(u8) + Send + 'static,
    #[end]
    #[map(|| 1)]
    on_end: impl FnOnce() + Send + 'static,
) {
    drop((on_data, on_end));
}

fn main() {}

// mend: `    #[map(|| 1)]` -> ``
// mend: `|| 1` -> `|| -> Result<(), u8> { Err(1) }`
