use asyncify::asyncify;

#[asyncify(feed)]
fn play(#[end_if(|out| out.is_empty())] mut callback: impl FnMut(&mut [f32]) + Send + 'static) {
    callback(&mut [0.0]);
}

fn main() {}

// mend: `#[end_if(|out| out.is_empty())] mut callback: impl FnMut(&mut [f32]) + Send + 'static` -> `#[item] mut callback: impl FnMut(&mut [f32]) + Send + 'static, #[end] _done: impl FnOnce() + Send + 'static`
