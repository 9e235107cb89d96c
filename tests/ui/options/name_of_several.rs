use asyncify::asyncify;

struct Api;

#[asyncify(name = both)]
impl Api {
    fn a(callback: impl FnOnce(u8) + Send + 'static) {
        callback(1);
    }
    fn b(callback: impl FnOnce(u8) + Send + 'static) {
        callback(1);
    }
}

fn main() {}

// mend: `(name = both)` -> ``
//       `    fn a` -> `    #[asyncify(name = one)] fn a`
//       `    fn b` -> `    #[asyncify(name = two)] fn b`
