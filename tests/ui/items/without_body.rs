use asyncify::asyncify;

#[asyncify]
fn run(callback: impl FnOnce(u8) + Send + 'static);

fn main() {}

// mend: `fn run(callback: impl FnOnce(u8) + Send + 'static);` -> `mod name { pub fn run(callback: impl FnOnce(u8) + Send + 'static); }`
//       `#[asyncify]` -> `#[asyncify(path = module)]`
//       `fn main() {}` -> `mod module { pub fn run(callback: impl FnOnce(u8) + Send + 'static) { callback(1) } }`
