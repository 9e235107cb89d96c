use asyncify::asyncify;

#[derive(Clone, Copy)]
struct Sample(f32);

#[asyncify(feed)]
fn play(mut callback: impl FnMut(&mut [Sample]) + Send + 'static) {
    callback(&mut [Sample(0.0)]);
}

fn main() {}

// mend: `feed` -> `feed, silence = Sample(0.0)`
