use asyncify::asyncify;

#[asyncify]
fn run(#[reply(true)] callback: impl FnMut(u8) + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `#[reply(true)] ` -> ``
