use asyncify::asyncify;

#[asyncify(wake = tick(0))]
fn run(mut callback: impl FnMut(f32) + Send + 'static) {
    callback(0.0);
}

fn main() {}

// mend: `tick(0)` -> `tick(1)`
// mend: `tick(0)` -> `direct`
