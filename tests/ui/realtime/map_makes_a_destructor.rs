use asyncify::asyncify;

#[asyncify(frames)]
fn capture(
    #[map(|data, name| (data, name.to_owned()))]
    mut callback: impl FnMut(&[f32], &str) + Send + 'static,
) {
    callback(&[0.0], "left");
}

fn main() {}

// mend: `|data, name| (data, name.to_owned())` -> `|data, name| -> (&[f32], usize) { (data, name.len()) }`
// mend: `frames` -> `stream`
//       `(data, name` -> `(data.to_vec(), name`
