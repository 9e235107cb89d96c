use asyncify::asyncify;

#[asyncify(keep stream)]
fn run(callback: impl FnMut(u8) + Send + 'static) {
    callback(1);
}

fn main() {}
