use asyncify::asyncify;

struct Port(u8);

#[asyncify(blocking)]
impl Port {
    fn read(&self) -> u8 {
        self.0
    }
}

fn main() {}

// mend: `&self` -> `self`
// mend: `&self` -> `self: std::sync::Arc<Self>`
// mend: `blocking` -> `blocking, wrapper = AsyncPort`
