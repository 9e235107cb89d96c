use asyncify::asyncify;

#[asyncify]
fn run(#[reply(ask)] callback: impl FnMut(u8) -> bool + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `ask` -> `ask, default = true`
