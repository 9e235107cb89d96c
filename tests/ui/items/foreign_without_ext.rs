use asyncify::asyncify;

struct Api;

#[asyncify]
impl Api {
    fn run(&self, callback: impl FnOnce(u8) + Send + 'static);
}

fn main() {}
