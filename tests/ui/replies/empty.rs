use asyncify::asyncify;

#[asyncify]
fn run(#[reply()] callback: impl FnMut(u8) -> bool + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `reply()` -> `reply(true)`
