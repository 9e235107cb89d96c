use asyncify::asyncify;

#[asyncify]
fn run(#[reply(ask, timeout = 5, default = true)] callback: impl FnMut(u8) -> bool + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `timeout = 5` -> `timeout = std::time::Duration::from_secs(5)`
