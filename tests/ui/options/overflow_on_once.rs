use asyncify::asyncify;

#[asyncify(overflow = block)]
fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

fn main() {}
