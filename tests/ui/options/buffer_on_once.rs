use asyncify::asyncify;

#[asyncify(buffer = 4)]
fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `(buffer = 4)` -> ``
// mend: `buffer` -> `stream, buffer`
//       `callback: impl FnOnce` -> `mut callback: impl FnMut`
