use asyncify::asyncify;

#[asyncify(crate = asyncify)]
fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

fn main() {}
