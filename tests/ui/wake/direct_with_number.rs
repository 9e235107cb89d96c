use asyncify::asyncify;

#[asyncify(wake = direct(1))]
fn run(mut callback: impl FnMut(f32) + Send + 'static) {
    callback(0.0);
}

fn main() {}

// mend: `direct(1)` -> `direct`
