use asyncify::asyncify;

#[asyncify(listener)]
fn run(callback: impl FnMut(u8) + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `(listener)` -> ``
// mend: `fn run(callback: impl FnMut(u8) + Send + 'static) {\n    drop(callback);\n}` -> `trait Name { fn on_event(&self, id: u8); }`
