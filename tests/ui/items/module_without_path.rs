use asyncify::asyncify;

#[asyncify]
mod api {
    pub fn run(callback: impl FnOnce(u8) + Send + 'static);
}

fn main() {}

// mend: `#[asyncify]` -> `#[asyncify(path = module)]`
//       `fn main() {}` -> `mod module { pub fn run(callback: impl FnOnce(u8) + Send + 'static) { callback(1) } }`
