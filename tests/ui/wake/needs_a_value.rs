use asyncify::asyncify;

#[asyncify(wake)]
fn run(mut callback: impl FnMut(f32) + Send + 'static) {
    callback(0.0);
}

fn main() {}

// mend: `(wake)` -> `(wake = direct)`
// mend: `(wake)` -> `(wake = every(8))`
// mend: `(wake)` -> `(wake = tick(5))`
