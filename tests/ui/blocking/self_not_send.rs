use std::rc::Rc;

use asyncify::asyncify;

struct Text(Rc<str>);

#[asyncify(blocking)]
impl Text {
    fn length(self) -> usize {
        self.0.len()
    }
}

fn main() {}

// mend: `std::rc::Rc` -> `std::sync::Arc as Rc`
