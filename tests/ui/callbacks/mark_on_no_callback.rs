use asyncify::asyncify;

#[asyncify]
fn run(#[item] times: u8, callback: impl FnOnce(u8) + Send + 'static) {
    callback(times);
}

fn main() {}

// mend: `#[item] ` -> ``
// mend: `#[item] times: u8` -> `#[shape(FnMut(u8), wrap = Box::new)] mut callback: Callback`
//       `, callback: impl FnOnce(u8) + Send + 'static` -> ``
//       `callback(times)` -> `callback(1)`
//       `fn main() {}` -> `type Callback = Box<dyn FnMut(u8)>;`
