use asyncify::asyncify;
use std::rc::Rc;

#[asyncify(stream, blocking)]
fn read(mut callback: impl FnMut(Rc<str>)) {
    callback("line".into());
}

fn main() {}

// mend: `mut callback` -> `#[map(|line| line.to_string())] mut callback`
