use asyncify::asyncify;

#[asyncify]
fn run(#[reply(ask, timeout = 5, default = true)] callback: impl FnMut(u8) -> bool + Send + 'static) {
    drop(callback);
}

fn main() {}
