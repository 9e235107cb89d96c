use asyncify::asyncify;

#[asyncify(wake = every(2, 3))]
fn run(mut callback: impl FnMut(f32) + Send + 'static) {
    callback(0.0);
}

fn main() {}

// mend: `every(2, 3)` -> `every(8)`
