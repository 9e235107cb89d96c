use asyncify::asyncify;

#[asyncify(feed, underrun = partial)]
fn play(mut callback: impl FnMut(&mut [f32]) + Send + 'static) {
    callback(&mut [0.0]);
}

fn main() {}

// mend: `mut callback: impl FnMut(&mut [f32])` -> `#[reply(|out| out.len())] mut callback: impl FnMut(&mut [f32]) -> usize`
// mend: `partial` -> `silence`
