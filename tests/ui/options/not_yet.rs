use asyncify::asyncify;

#[asyncify(stream, wake = direct)]
fn run(mut callback: impl FnMut(f32) + Send + 'static) {
    callback(0.0);
}

fn main() {}
