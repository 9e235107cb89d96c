use asyncify::asyncify;

#[asyncify(feed, blocking)]
fn play(mut callback: impl FnMut(&mut [f32])) {
    callback(&mut [0.0]);
}

fn main() {}

// mend: `feed, blocking` -> `feed`
// mend: `feed, blocking` -> `stream, blocking`
//       `mut callback: impl` -> `#[map(|out| out.to_vec())] mut callback: impl`
