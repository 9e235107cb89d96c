use std::rc::Rc;

use asyncify::{HandOut, asyncify};

#[asyncify(context)]
async fn counted(start: Rc<u32>, out: HandOut<u32>) {
    out.give(*start).await;
}

fn main() {
    let _ = counted(Rc::new(1));
}

// mend: `std::rc::Rc` -> `std::sync::Arc as Rc`
