use asyncify::asyncify;

struct Api;

#[asyncify(path = other)]
impl Api {
    fn run(&self, callback: impl FnOnce(u8) + Send + 'static) {
        callback(1);
    }
}

fn main() {}

// mend: `(path = other)` -> ``
// mend: `#[asyncify(path = other)]` -> ``
//       `fn main() {}` -> `mod module { pub fn name(callback: impl FnOnce(u8) + Send + 'static) { callback(1) } } #[asyncify(path = module)] mod name { fn name(callback: impl FnOnce(u8) + Send + 'static); }`
