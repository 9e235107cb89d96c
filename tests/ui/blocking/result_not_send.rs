use std::rc::Rc;

use asyncify::asyncify;

#[asyncify(blocking)]
fn read(port: u8) -> Rc<u8> {
    Rc::new(port)
}

fn main() {}

// mend: `std::rc::Rc` -> `std::sync::Arc as Rc`
