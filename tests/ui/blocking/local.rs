use asyncify::asyncify;

#[asyncify(stream, blocking, local)]
fn read(mut callback: impl FnMut(u8)) {
    callback(1);
}

fn main() {}
