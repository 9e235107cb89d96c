use asyncify::asyncify;

struct Port(u8);

#[asyncify(blocking)]
impl Port {
    fn read(&mut self) -> u8 {
        self.0 += 1;
        self.0
    }
}

fn main() {}
