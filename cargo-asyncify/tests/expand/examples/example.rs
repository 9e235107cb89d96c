use asyncify::asyncify;

#[asyncify]
fn shown(callback: impl FnOnce(u32)) {
    callback(7)
}

fn main() {}
