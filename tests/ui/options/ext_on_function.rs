use asyncify::asyncify;

#[asyncify(ext = RunExt)]
fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `(ext = RunExt)` -> ``
// mend: `#[asyncify(ext = RunExt)]\nfn run(callback: impl FnOnce(u8) + Send + 'static) {\n    callback(1);\n}` -> `struct Type; impl Type { fn name(&self, callback: impl FnOnce(u8) + Send + 'static) { callback(1) } } #[asyncify(ext = TraitName)] impl Type { fn name(&self, callback: impl FnOnce(u8) + Send + 'static); }`
