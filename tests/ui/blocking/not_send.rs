use asyncify::asyncify;
use std::rc::Rc;

#[asyncify(stream, blocking)]
fn read(path: Rc<str>, mut callback: impl FnMut(String)) {
    callback(path.to_string());
}

fn main() {}

// mend: `std::rc::Rc` -> `std::sync::Arc as Rc`
