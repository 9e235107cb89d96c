use asyncify::asyncify;

#[asyncify(feed)]
fn play(mut callback: impl FnMut(&mut [f32], &mut [f32]) + Send + 'static) {
    callback(&mut [0.0], &mut [0.0]);
}

fn main() {}

// mend: `mut callback` -> `#[map(|a, b| a)] mut callback`
