use asyncify::asyncify;

#[asyncify]
fn run(#[reply(ask, default = |a, b| true)] callback: impl FnMut(u8) -> bool + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `|a, b|` -> `|a|`
