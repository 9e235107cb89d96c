use asyncify::asyncify;

#[asyncify(feed)]
fn play(callback: impl FnOnce(&mut [f32]) + Send + 'static) {
    callback(&mut [0.0]);
}

fn main() {}

// mend: `callback: impl FnOnce` -> `mut callback: impl FnMut`
