use std::rc::Rc;

use asyncify::asyncify;

#[asyncify(callback)]
async fn add(a: i32, b: i32) -> i32 {
    a + b
}

fn main() {
    let shown = Rc::new(());
    add_with_callback(1, 2, move |sum| println!("{sum} {shown:?}"));
}

// mend: `std::rc::Rc` -> `std::sync::Arc as Rc`
