use std::rc::Rc;

use asyncify::asyncify;

#[asyncify(blocking)]
fn read(port: Rc<u8>) -> u8 {
    *port
}

fn main() {}

// mend: `std::rc::Rc` -> `std::sync::Arc as Rc`
