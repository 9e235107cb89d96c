use std::rc::Rc;

use asyncify::{HandOut, asyncify};

#[asyncify(context)]
async fn counted(out: HandOut<u32>) {
    let start = Rc::new(1);
    out.give(*start).await;
    drop(start);
}

fn main() {
    let _ = counted();
}

// mend: `std::rc::Rc` -> `std::sync::Arc as Rc`
