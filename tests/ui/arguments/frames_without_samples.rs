use asyncify::asyncify;

#[asyncify(frames)]
fn run(mut callback: impl FnMut(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `frames` -> `stream`
// mend: `mut callback: impl FnMut(u8)` -> `#[map(|data| -> &[u8] { data.as_slice() })] mut callback: impl FnMut(Vec<u8>)`
//       `callback(1)` -> `callback(vec![1])`
