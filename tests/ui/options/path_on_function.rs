use asyncify::asyncify;

#[asyncify(path = other)]
fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

fn main() {}
