use asyncify::asyncify;

#[asyncify(path = krate::Module<u8>)]
mod mirror {
    pub fn run(callback: impl FnOnce(u8) + Send + 'static);
}

fn main() {}

// mend: `krate::Module<u8>` -> `module`
//       `fn main() {}` -> `mod module { pub fn run(callback: impl FnOnce(u8) + Send + 'static) { callback(1) } }`
