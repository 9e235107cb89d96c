use asyncify::asyncify;

#[asyncify(wake = tik(5))]
fn run(mut callback: impl FnMut(f32) + Send + 'static) {
    callback(0.0);
}

fn main() {}

// mend: `tik` -> `tick`
