use asyncify::asyncify;

struct Port;

#[asyncify(blocking)]
impl Port {
    fn read(&mut self) -> u8;
}

fn main() {}
