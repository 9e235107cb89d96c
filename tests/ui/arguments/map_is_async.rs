use asyncify::asyncify;

#[asyncify]
fn listen(#[map(async |n| n + 1)] callback: impl FnMut(u8) + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `async |n|` -> `|n|`
