use asyncify::asyncify;

#[asyncify]
fn run(#[reply(true, timeout = std::time::Duration::ZERO)] callback: impl FnMut(u8) -> bool + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `true, timeout = std::time::Duration::ZERO` -> `ask, timeout = std::time::Duration::ZERO, default = true`
