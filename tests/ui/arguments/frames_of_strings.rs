use asyncify::asyncify;

#[asyncify(frames)]
fn run(mut callback: impl FnMut(&[String]) + Send + 'static) {
    callback(&[]);
}

fn main() {}

// mend: `frames` -> `stream`
