use asyncify::asyncify;

#[asyncify(wake = every)]
fn run(mut callback: impl FnMut(f32) + Send + 'static) {
    callback(0.0);
}

fn main() {}

// mend: `every` -> `every(8)`
