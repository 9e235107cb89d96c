use asyncify::asyncify;

#[asyncify(blocking)]
fn read(callback: impl FnOnce(u8)) {
    callback(1);
}

fn main() {}
