use asyncify::asyncify;

#[asyncify]
fn run(#[reply(true, closed = )] callback: impl FnMut(u8) -> bool + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `closed = ` -> `closed = false`
