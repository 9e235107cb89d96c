use asyncify::asyncify;

#[asyncify(once, blocking, wake = every(8))]
fn run(callback: impl FnOnce(f32)) {
    callback(0.0);
}

fn main() {}

// mend: `, wake = every(8)` -> ``
// mend: `once` -> `stream`
//       `callback: impl FnOnce` -> `mut callback: impl FnMut`
