use std::rc::Rc;

use asyncify::asyncify;

#[asyncify(blocking)]
fn count() -> impl Iterator<Item = Rc<u8>> {
    (0..3).map(Rc::new)
}

fn main() {}

// mend: `std::rc::Rc` -> `std::sync::Arc as Rc`
