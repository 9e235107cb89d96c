use asyncify::asyncify;

#[asyncify(frames, overflow = block)]
fn run(mut callback: impl FnMut(&[f32]) + Send + 'static) {
    callback(&[0.0]);
}

fn main() {}

// mend: `, overflow = block` -> ``
