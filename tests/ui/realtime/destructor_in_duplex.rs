use asyncify::asyncify;

struct Info {
    device: String,
}

#[asyncify(feed)]
fn open(mut callback: impl FnMut(&[f32], &mut [f32], Info) + Send + 'static) {
    let device = String::new();
    callback(&[0.0], &mut [0.0], Info { device });
}

fn main() {}

// mend: `mut callback` -> `#[map(|data, out, info| -> (&[f32], &mut [f32], usize) { (data, out, info.device.len()) })] mut callback`
