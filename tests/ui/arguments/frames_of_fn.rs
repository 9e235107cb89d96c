use asyncify::asyncify;

#[asyncify(frames)]
fn run(callback: impl Fn(&[f32]) + Send + 'static) {
    callback(&[0.0]);
}

fn main() {}
