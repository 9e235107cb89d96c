use asyncify::asyncify;

#[asyncify(wake = every(0))]
fn run(mut callback: impl FnMut(f32) + Send + 'static) {
    callback(0.0);
}

fn main() {}

// mend: `every(0)` -> `every(1)`
