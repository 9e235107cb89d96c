use asyncify::asyncify;

use std::rc::Rc;

#[asyncify]
fn run(callback: impl FnOnce(Rc<u8>)) {
    callback(Rc::new(1));
}

fn assert_send<T: Send>(_: T) {}

fn main() {
    assert_send(run());
}

// mend: `std::rc::Rc` -> `std::sync::Arc as Rc`
