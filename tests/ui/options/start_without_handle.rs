use asyncify::asyncify;

#[asyncify(start = |handle| handle.play())]
fn run(mut callback: impl FnMut(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `(start = |handle| handle.play())` -> ``
