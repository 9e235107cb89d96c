use asyncify::asyncify;
use std::rc::Rc;

#[asyncify]
fn ask(callback: Box<dyn FnOnce(Rc<u8>) + Send>) {
    callback(Rc::new(1));
}

fn main() {}

// mend: `std::rc::Rc` -> `std::sync::Arc as Rc`
// mend: `callback: Box` -> `#[map(|n| -> u8 { *n })] callback: Box`
