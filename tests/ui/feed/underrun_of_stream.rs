use asyncify::asyncify;

#[asyncify(underrun = block)]
fn listen(mut callback: impl FnMut(f32) + Send + 'static) {
    callback(0.0);
}

fn main() {}
