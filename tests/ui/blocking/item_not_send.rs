use asyncify::asyncify;
use std::rc::Rc;

#[asyncify(stream, blocking)]
fn read(mut callback: impl FnMut(Rc<str>)) {
    callback("line".into());
}

fn main() {}
