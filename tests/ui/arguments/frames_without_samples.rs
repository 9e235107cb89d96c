use asyncify::asyncify;

#[asyncify(frames)]
fn run(mut callback: impl FnMut(u8) + Send + 'static) {
    callback(1);
}

fn main() {}
