use asyncify::asyncify;

#[asyncify]
fn run(#[reply(ask, default = true, closed = false)] callback: impl FnMut(u8) -> bool + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `, closed = false` -> ``
