use asyncify::asyncify;

struct Info {
    device: String,
}

#[asyncify(frames)]
fn capture(
    #[map(|data, name| -> (&[f32], Info) { (data, Info { device: name.to_owned() }) })]
    mut callback: impl FnMut(&[f32], &str) + Send + 'static,
) {
    callback(&[0.0], "left");
}

fn main() {}
