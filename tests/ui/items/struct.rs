use asyncify::asyncify;

#[asyncify]
struct Player {
    volume: u8,
}

fn main() {}

// mend: `#[asyncify]` -> ``
