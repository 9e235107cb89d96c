use asyncify::asyncify;

#[derive(Clone)]
struct Shelf(Vec<u8>);

#[asyncify(blocking)]
impl Shelf {
    fn books(&self) -> impl Iterator<Item = u8> {
        self.0.iter().copied()
    }
}

fn main() {}

// mend: `self.0.iter().copied()` -> `self.0.clone().into_iter()`
