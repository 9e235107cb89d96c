use asyncify::asyncify;

#[asyncify]
fn run(#[skip] callback: impl FnOnce(u8)) {
    callback(1);
}

fn main() {}

// mend: `#[skip] ` -> ``
// mend: `#[skip] callback: impl FnOnce(u8)` -> `#[shape(FnOnce(u8), wrap = Box::new)] callback: Callback`
//       `fn main() {}` -> `type Callback = Box<dyn FnOnce(u8)>;`
// mend: `#[skip] callback: impl FnOnce(u8)` -> `#[shape(FnMut(u8))] mut callback: impl Callback`
//       `fn main() {}` -> `trait Callback: FnMut(u8) {} impl<F: FnMut(u8)> Callback for F {}`
