use asyncify::asyncify;

#[asyncify(frames)]
fn capture(mut callback: impl FnMut(&[f32], u64, Option<Box<u8>>) + Send + 'static) {
    callback(&[0.0], 0, None);
}

fn main() {}

// mend: `mut callback` -> `#[map(|data, at, it| -> (&[f32], bool) { (data, it.is_some()) })] mut callback`
// mend: `frames` -> `stream`
