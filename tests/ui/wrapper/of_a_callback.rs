use asyncify::asyncify;

struct Port;

#[asyncify(blocking, wrapper = AsyncPort)]
impl Port {
    fn read(&mut self) -> u8 {
        0
    }

    fn watch(&self, callback: impl FnOnce(u8)) {
        callback(0);
    }
}

fn main() {}

// mend: `    fn watch` -> `    #[asyncify(skip)] fn watch`
