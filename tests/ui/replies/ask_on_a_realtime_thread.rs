use asyncify::asyncify;

#[asyncify(frames)]
fn run(#[reply(ask, default = 0)] callback: impl FnMut(&[f32]) -> u8 + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `ask, default = 0` -> `0`
// mend: `frames` -> `stream`
