use asyncify::asyncify;

#[asyncify]
fn run(#[reply(true, closed = true, closed = false)] callback: impl FnMut(u8) -> bool + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `, closed = false` -> ``
