use asyncify::asyncify;

struct Api;

#[asyncify(ext = ApiExt)]
impl Api {
    fn run(&self, callback: impl FnOnce(u8) + Send + 'static) {
        callback(1);
    }
}

fn main() {}

// mend: `(ext = ApiExt)` -> ``
// mend: `#[asyncify(ext = ApiExt)]\nimpl Api {\n    fn run(&self, callback: impl FnOnce(u8) + Send + 'static) {\n        callback(1);\n    }\n}` -> `impl Api { fn run(&self, callback: impl FnOnce(u8) + Send + 'static) { callback(1) } } #[asyncify(ext = ApiExt)] impl Api { fn run(&self, callback: impl FnOnce(u8) + Send + 'static); }`
