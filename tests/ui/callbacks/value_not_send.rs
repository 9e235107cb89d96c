use asyncify::asyncify;
use std::error::Error;
use std::rc::Rc;

#[asyncify]
fn boxed(callback: Box<dyn FnOnce(Rc<u8>) + Send>) {
    callback(Rc::new(1));
}

#[asyncify(keep)]
fn passed(callback: impl FnOnce(Result<u8, Box<dyn Error>>) + Send + 'static) {
    callback(Ok(1));
}

fn main() {}
