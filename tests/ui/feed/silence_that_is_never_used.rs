use asyncify::asyncify;

#[asyncify(feed, underrun = partial, silence = 1.0)]
fn play(#[reply(|out| out.len())] mut callback: impl FnMut(&mut [f32]) -> usize + Send + 'static) {
    callback(&mut [0.0]);
}

fn main() {}

// mend: `, silence = 1.0` -> ``
// mend: `underrun = partial, ` -> ``
