use asyncify::asyncify;

#[asyncify(blocking, stream)]
fn count(from: u8) -> u8 {
    from + 1
}

fn main() {}

// mend: `, stream` -> ``
