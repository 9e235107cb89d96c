use asyncify::asyncify;

#[asyncify(wake = tick(-5))]
fn run(mut callback: impl FnMut(f32) + Send + 'static) {
    callback(0.0);
}

fn main() {}

// mend: `-5` -> `5`
