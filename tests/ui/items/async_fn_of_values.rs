use asyncify::asyncify;

#[asyncify]
async fn add(a: u8, b: u8) -> u8 {
    a + b
}

fn main() {}

// mend: `#[asyncify]` -> `#[asyncify(callback)]`
