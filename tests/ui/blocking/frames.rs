use asyncify::asyncify;

#[asyncify(frames, blocking)]
fn read(mut callback: impl FnMut(&[u8])) {
    callback(&[1]);
}

fn main() {}

// mend: `frames, blocking` -> `frames`
// mend: `frames, blocking` -> `stream, blocking`
