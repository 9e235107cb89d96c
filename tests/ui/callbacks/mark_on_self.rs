use asyncify::asyncify;

struct Api;

#[asyncify]
impl Api {
    fn run(#[item] &self, callback: impl FnMut(u8) + Send + 'static) {
        drop(callback);
    }
}

fn main() {}

// mend: `#[item] ` -> ``
