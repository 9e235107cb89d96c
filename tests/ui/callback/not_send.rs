use std::rc::Rc;

use asyncify::asyncify;

#[asyncify(callback)]
async fn length(text: Rc<str>) -> usize {
    text.len()
}

fn main() {
    length_with_callback("abc".into(), |length| println!("{length}"));
}

// mend: `std::rc::Rc` -> `std::sync::Arc as Rc`
