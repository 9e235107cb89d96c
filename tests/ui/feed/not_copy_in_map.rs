use asyncify::asyncify;

#[asyncify(feed)]
fn play(
    #[map(|block| -> &mut [String] { &mut block[1..] })] mut callback: impl FnMut(&mut [String])
    + Send
    + 'static,
) {
    callback(&mut [String::new()]);
}

#[asyncify(feed)]
fn exchange(
    #[map(|heard, played| -> (&[String], &mut [u8]) { (&heard[1..], played) })]
    mut callback: impl FnMut(&[String], &mut [u8]) + Send + 'static,
) {
    callback(&[String::new()], &mut [0]);
}

#[asyncify(frames)]
fn record(
    #[map(|block| -> &[String] { &block[1..] })] mut callback: impl FnMut(&[String]) + Send + 'static,
) {
    callback(&[String::new()]);
}

fn main() {}

// mend: `#[asyncify(feed)]\n` -> ``
//       `#[asyncify(frames)]\n` -> ``
//       `#[map(|block| -> &mut [String] { &mut block[1..] })] ` -> ``
//       `    #[map(|heard, played| -> (&[String], &mut [u8]) { (&heard[1..], played) })]\n` -> ``
//       `#[map(|block| -> &[String] { &block[1..] })] ` -> ``
