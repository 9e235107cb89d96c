use asyncify::asyncify;

#[asyncify]
fn run(callback: impl FnMut(u8) -> bool + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `run(` -> `run(#[reply(true)] `
// mend: `run(` -> `run(#[reply(|n| n > 1)] `
// mend: `run(` -> `run(#[reply(ask, default = true)] `
