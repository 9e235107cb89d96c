use asyncify::asyncify;

#[asyncify(frames)]
fn capture(mut callback: impl FnMut(&[f32], u64, Option<Box<u8>>) + Send + 'static) {
    callback(&[0.0], 0, None);
}

fn main() {}
