use asyncify::asyncify;

#[asyncify(keep stream)]
fn run(mut callback: impl FnMut(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `keep stream` -> `keep, stream`
