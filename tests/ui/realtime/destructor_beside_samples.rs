use asyncify::asyncify;

#[derive(Clone)]
struct Info {
    device: String,
}

#[asyncify(frames)]
fn capture(mut callback: impl FnMut(&[f32], u64, &Info) + Send + 'static) {
    let device = String::new();
    callback(&[0.0], 0, &Info { device });
}

fn main() {}

// mend: `mut callback` -> `#[map(|data, at, _| (data, at))] mut callback`
// mend: `frames` -> `stream`
