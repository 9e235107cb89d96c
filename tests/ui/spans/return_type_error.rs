use asyncify::asyncify;

#[asyncify]
fn run(callback: impl FnMut(u8) + Send + 'static) -> u32 {
    drop(callback);
    "not a handle"
}

fn main() {}

// mend: `"not a handle"` -> `1`
