use asyncify::asyncify;

#[asyncify]
fn run(#[reply(ask, default = 5)] callback: impl FnMut(u8) -> bool + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `default = 5` -> `default = true`
