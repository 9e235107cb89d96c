use asyncify::asyncify;

#[asyncify(overflow = block)]
fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `(overflow = block)` -> ``
// mend: `(overflow = block)` -> `(stream, overflow = block)`
//       `callback: impl FnOnce` -> `mut callback: impl FnMut`
