use asyncify::asyncify;

#[asyncify(wake = tick(5))]
fn run(callback: impl FnOnce(f32) + Send + 'static) {
    callback(0.0);
}

fn main() {}

// mend: `(wake = tick(5))` -> ``
// mend: `wake` -> `stream, wake`
//       `callback: impl FnOnce` -> `mut callback: impl FnMut`
