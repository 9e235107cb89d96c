use asyncify::asyncify;

#[asyncify]
fn run(times: u8) -> u8 {
    times
}

fn main() {}

// mend: `#[asyncify]` -> `#[asyncify(blocking)]`
// mend: `times: u8)` -> `times: u8, #[shape(FnMut(u8, u8))] _: impl Callback)`
//       `fn main() {}` -> `trait Callback: FnMut(u8, u8) {} impl<F: FnMut(u8, u8)> Callback for F {}`
// mend: `times: u8)` -> `times: u8, #[shape(FnOnce(u8), wrap = Box::new)] _: Callback)`
//       `fn main() {}` -> `type Callback = Box<dyn FnOnce(u8)>;`
