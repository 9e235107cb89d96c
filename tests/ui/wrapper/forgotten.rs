use asyncify::asyncify;

struct Port;

#[asyncify(blocking)]
impl Port {
    fn read(&mut self) -> u8;
}

fn main() {}

// mend: `blocking` -> `blocking, wrapper = AsyncName`
//       `impl Port` -> `impl foreign::Port`
//       `struct Port;` -> `mod foreign { pub struct Port; impl Port { pub fn read(&mut self) -> u8 { 1 } } }`
// mend: `blocking` -> `blocking, ext = TraitName`
//       `impl Port` -> `impl foreign::Port`
//       `&mut self` -> `&self`
//       `struct Port;` -> `mod foreign { #[derive(Clone)] pub struct Port; impl Port { pub fn read(&self) -> u8 { 1 } } }`
