use asyncify::asyncify;

#[asyncify(frames, silence = 0.0)]
fn listen(mut callback: impl FnMut(&[f32]) + Send + 'static) {
    callback(&[0.0]);
}

fn main() {}
