use asyncify::asyncify;

struct Api;

#[asyncify]
impl Api {
    fn len(&self) -> usize {
        0
    }
}

fn main() {}
