use asyncify::asyncify;

#[asyncify(path = other)]
fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `(path = other)` -> ``
// mend: `#[asyncify(path = other)]` -> `mod module { pub fn run(callback: impl FnOnce(u8) + Send + 'static) { callback(1) } } #[asyncify(path = module)]`
//       `fn run(callback: impl FnOnce(u8) + Send + 'static) {\n    callback(1);\n}` -> `mod name { fn run(callback: impl FnOnce(u8) + Send + 'static); }`
