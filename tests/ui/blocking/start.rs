use asyncify::asyncify;

#[asyncify(stream, blocking, start = |handle| handle.play())]
fn read(mut callback: impl FnMut(u8)) {
    callback(1);
}

fn main() {}

// mend: `, start = |handle| handle.play()` -> ``
