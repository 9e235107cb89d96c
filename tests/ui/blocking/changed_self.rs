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

// mend: `&mut self` -> `mut self`
//       `-> u8` -> `-> Self`
//       `        self.0\n` -> `        self\n`
// mend: `#[asyncify(blocking)]` -> `#[asyncify(blocking, wrapper = AsyncPort)]`
