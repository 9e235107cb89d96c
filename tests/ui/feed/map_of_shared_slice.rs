use asyncify::asyncify;

#[asyncify(feed)]
fn play(
    #[map(|out| -> &[f32] { out })] mut callback: impl FnMut(&mut [f32]) + Send + 'static,
) {
    callback(&mut [0.0]);
}

fn main() {}

// mend: `|out| -> &[f32] { out }` -> `|out| out`
// mend: `|out| -> &[f32] { out }` -> `|data| -> &mut [f32] { data }`
