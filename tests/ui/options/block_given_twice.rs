use asyncify::asyncify;

struct Api;

#[asyncify(keep)]
#[asyncify(stream)]
impl Api {
    fn run(&self, callback: impl FnMut(u8) + Send + 'static) {
        drop(callback);
    }
}

fn main() {}

// mend: `#[asyncify(keep)]` -> `#[asyncify(keep, stream)]`
//       `#[asyncify(stream)]` -> ``
