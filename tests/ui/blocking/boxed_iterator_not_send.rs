use asyncify::asyncify;

#[asyncify(blocking)]
fn count() -> Box<dyn Iterator<Item = u8>> {
    Box::new(0..3)
}

fn main() {}

// mend: `Box<dyn Iterator<Item = u8>>` -> `Box<dyn Iterator<Item = u8> + Send>`
