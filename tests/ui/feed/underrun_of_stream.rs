use asyncify::asyncify;

#[asyncify(underrun = block)]
fn listen(mut callback: impl FnMut(f32) + Send + 'static) {
    callback(0.0);
}

fn main() {}

// mend: `(underrun = block)` -> ``
// mend: `(underrun = block)` -> `(feed, underrun = block)`
//       `mut callback: impl FnMut(f32)` -> `#[reply(|out| out.len())] mut callback: impl FnMut(&mut [f32]) -> usize`
//       `callback(0.0)` -> `callback(&mut [0.0])`
