use asyncify::asyncify;

#[asyncify(feed, blocking)]
fn play(mut callback: impl FnMut(&mut [f32])) {
    callback(&mut [0.0]);
}

fn main() {}
