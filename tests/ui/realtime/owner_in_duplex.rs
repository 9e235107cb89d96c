use asyncify::asyncify;

#[asyncify(feed)]
fn open(mut callback: impl FnMut(&[f32], &mut [f32], Vec<u8>) + Send + 'static) {
    callback(&[0.0], &mut [0.0], Vec::new());
}

fn main() {}

// mend: `mut callback` -> `#[map(|data, out, info| -> (&[f32], &mut [f32], usize) { (data, out, info.len()) })] mut callback`
