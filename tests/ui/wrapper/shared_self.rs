use std::sync::Arc;

use asyncify::asyncify;

struct Port;

#[asyncify(blocking, wrapper = AsyncPort)]
impl Port {
    fn read(self: Arc<Self>) -> u8 {
        0
    }
}

fn main() {}

// mend: `self: Arc<Self>` -> `&self`
// mend: `self: Arc<Self>` -> `&mut self`
// mend: `self: Arc<Self>` -> `self`
