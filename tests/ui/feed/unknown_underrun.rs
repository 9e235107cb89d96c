use asyncify::asyncify;

#[asyncify(feed, underrun = blok)]
fn play(#[reply(|out| out.len())] mut callback: impl FnMut(&mut [f32]) -> usize + Send + 'static) {
    callback(&mut [0.0]);
}

fn main() {}

// mend: `blok` -> `block`
// mend: `blok` -> `silence`
// mend: `blok` -> `partial`
