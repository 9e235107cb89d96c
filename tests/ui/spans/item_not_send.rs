use asyncify::asyncify;
use std::rc::Rc;

#[asyncify]
fn ask(callback: Box<dyn FnOnce(Rc<u8>) + Send>) {
    callback(Rc::new(1));
}

#[asyncify]
fn listen(callback: Box<dyn FnMut(u8, Rc<u8>) + Send>) {
    drop(callback);
}

fn main() {}

// mend: `std::rc::Rc` -> `std::sync::Arc as Rc`
// mend: `callback: Box<dyn FnOnce` -> `#[map(|n| -> u8 { *n })] callback: Box<dyn FnOnce`
//       `callback: Box<dyn FnMut` -> `#[map(|a, b| -> u8 { a + *b })] callback: Box<dyn FnMut`
