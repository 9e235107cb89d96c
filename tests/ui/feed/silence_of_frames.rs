use asyncify::asyncify;

#[asyncify(frames, silence = 0.0)]
fn listen(mut callback: impl FnMut(&[f32]) + Send + 'static) {
    callback(&[0.0]);
}

fn main() {}

// mend: `, silence = 0.0` -> ``
// mend: `frames` -> `feed`
//       `&[f32]` -> `&mut [f32]`
//       `&[0.0]` -> `&mut [0.0]`
