use asyncify::asyncify;

#[asyncify(feed, silence = 0)]
fn play(callback: impl FnMut(&mut [f32]) + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `= 0)` -> `= 0.0)`
