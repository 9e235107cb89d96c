use asyncify::asyncify;

#[asyncify(feed, overflow = block)]
fn play(mut callback: impl FnMut(&mut [f32]) + Send + 'static) {
    callback(&mut [0.0]);
}

fn main() {}

// mend: `, overflow = block` -> ``
