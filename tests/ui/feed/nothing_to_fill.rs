use asyncify::asyncify;

#[asyncify(feed)]
fn listen(mut callback: impl FnMut(&[f32]) + Send + 'static) {
    callback(&[0.0]);
}

fn main() {}

// mend: `feed` -> `stream`
// mend: `feed` -> `frames`
// mend: `mut callback: impl FnMut(&[f32])` -> `#[map(|data| -> &mut [f32] { &mut data[..] })] mut callback: impl FnMut(&mut Vec<f32>)`
//       `callback(&[0.0])` -> `callback(&mut vec![0.0])`
