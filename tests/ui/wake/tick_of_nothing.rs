use asyncify::asyncify;

#[asyncify(wake = tick())]
fn run(mut callback: impl FnMut(f32) + Send + 'static) {
    callback(0.0);
}

fn main() {}

// mend: `tick()` -> `tick(5)`
