use asyncify::asyncify;

#[asyncify(overflow = block, buffer = 0)]
fn run(mut callback: impl FnMut(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `buffer = 0` -> `buffer = 1`
