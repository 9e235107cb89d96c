use std::rc::Rc;

use asyncify::asyncify;

struct Port(Rc<u8>);

#[asyncify(blocking, wrapper = AsyncPort)]
impl Port {
    fn read(&mut self) -> u8 {
        *self.0
    }
}

fn main() {}

// mend: `std::rc::Rc` -> `std::sync::Arc as Rc`
