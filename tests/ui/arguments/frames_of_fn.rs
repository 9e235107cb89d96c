use asyncify::asyncify;

#[asyncify(frames)]
fn run(callback: impl Fn(&[f32]) + Send + 'static) {
    callback(&[0.0]);
}

fn main() {}

// mend: `impl Fn(` -> `impl FnMut(`
//       `run(callback` -> `run(mut callback`
