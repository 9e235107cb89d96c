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

// mend: `-> (&[f32], Info) { (data, Info { device: name.to_owned() }) }` -> `-> (&[f32], usize) { (data, name.len()) }`
// mend: `frames` -> `stream`
//       `(&[f32], Info) { (data, ` -> `(Vec<f32>, Info) { (data.to_vec(), `
