use asyncify::asyncify;

struct Api;

#[asyncify]
impl Api {
    fn len(&self) -> usize {
        0
    }
}

fn main() {}

// mend: `    fn len` -> `    fn run(&self, callback: impl FnOnce(u8)) { callback(1) } fn len`
