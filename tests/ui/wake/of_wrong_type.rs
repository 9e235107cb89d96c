use asyncify::asyncify;

#[asyncify(feed, wake = tick(period))]
fn run(period: i32, mut callback: impl FnMut(&[f32], &mut [f32]) + Send + 'static) {
    callback(&[0.0], &mut [0.0]);
}

fn main() {}

// mend: `period: i32` -> `period: u64`
