use asyncify::asyncify;

#[asyncify(feed)]
fn exchange(mut callback: impl FnMut(&[f32], &mut [f32], &mut u32) + Send + 'static) {
    callback(&[0.0], &mut [0.0], &mut 0);
}

fn main() {}
