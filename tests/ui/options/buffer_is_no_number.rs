use asyncify::asyncify;

#[asyncify(overflow = block, buffer = "many")]
fn run(mut callback: impl FnMut(u8) + Send + 'static) {
    callback(1);
}

#[asyncify(overflow = block, buffer = -1)]
fn listen(mut callback: impl FnMut(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `"many"` -> `64`
//       `-1` -> `64`
