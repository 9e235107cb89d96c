use asyncify::asyncify;

#[asyncify(frames)]
fn capture(mut callback: impl FnMut(&[f32], &str) + Send + 'static) {
    callback(&[0.0], "left");
}

fn main() {}

// mend: `mut callback` -> `#[map(|data, name| -> (&[f32], usize) { (data, name.len()) })] mut callback`
// mend: `frames` -> `stream`
