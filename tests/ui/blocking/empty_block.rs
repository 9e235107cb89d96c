use asyncify::asyncify;

struct Port;

#[asyncify(blocking)]
impl Port {
    const BITS: u8 = 8;
}

fn main() {}
