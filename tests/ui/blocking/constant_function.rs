use asyncify::asyncify;

#[asyncify(blocking)]
const fn read() -> u8 {
    0
}

fn main() {}
