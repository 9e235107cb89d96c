use asyncify::asyncify;

#[asyncify(once, stream)]
fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `once, stream` -> `once`
// mend: `once, stream` -> `stream`
//       `callback: impl FnOnce` -> `mut callback: impl FnMut`
