use asyncify::asyncify;

#[asyncify]
fn run(#[skip] callback: impl FnOnce(u8)) {
    callback(1);
}

fn main() {}
