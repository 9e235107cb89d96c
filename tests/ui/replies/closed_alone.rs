use asyncify::asyncify;

#[asyncify]
fn run(#[reply(closed = true)] callback: impl FnMut(u8) -> bool + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `closed = true` -> `false, closed = true`
