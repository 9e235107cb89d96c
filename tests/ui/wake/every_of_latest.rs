use asyncify::asyncify;

#[asyncify(wake = every(8), overflow = latest)]
fn run(mut callback: impl FnMut(f32) + Send + 'static) {
    callback(0.0);
}

fn main() {}

// mend: `wake = every(8)` -> `wake = tick(5)`
// mend: `wake = every(8), ` -> ``
