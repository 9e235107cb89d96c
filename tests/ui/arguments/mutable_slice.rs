use asyncify::asyncify;

#[asyncify]
fn play(mut fill: impl FnMut(&mut [f32]) + Send + 'static) {
    fill(&mut [0.0]);
}

fn main() {}

// mend: `#[asyncify]` -> `#[asyncify(feed)]`
// mend: `mut fill` -> `#[map(|out| out.to_vec())] mut fill`
