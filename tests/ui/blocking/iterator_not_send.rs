use std::rc::Rc;

use asyncify::asyncify;

#[asyncify(blocking)]
fn count() -> impl Iterator<Item = usize> {
    let shared = Rc::new(());
    (0..3).map(move |_| Rc::strong_count(&shared))
}

fn main() {}

// mend: `std::rc::Rc` -> `std::sync::Arc as Rc`
