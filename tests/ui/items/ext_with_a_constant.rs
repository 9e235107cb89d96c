use asyncify::asyncify;

struct Api;

impl Api {
    fn run(&self, callback: impl FnOnce(u8) + Send + 'static) {
        callback(1);
    }
}

#[asyncify(ext = ApiExt)]
impl Api {
    const SIZE: usize = 1;
    fn run(&self, callback: impl FnOnce(u8) + Send + 'static);
}

fn main() {}

// mend: `    const SIZE: usize = 1;\n` -> ``
