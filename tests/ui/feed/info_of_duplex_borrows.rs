use asyncify::asyncify;

#[asyncify(feed)]
fn exchange(mut callback: impl FnMut(&[f32], &mut [f32], &mut u32) + Send + 'static) {
    callback(&[0.0], &mut [0.0], &mut 0);
}

fn main() {}

// mend: `mut callback: impl` -> `#[map(|a, b, _| (a, b))] mut callback: impl`
// mend: `mut callback: impl` -> `#[map(|_, b, _| b)] mut callback: impl`
