use asyncify::asyncify;

struct Port;

#[asyncify(blocking)]
impl Port {
    const BITS: u8 = 8;
}

fn main() {}

// mend: `const BITS: u8 = 8;` -> `const BITS: u8 = 8; fn read(self) -> u8 { 1 }`
