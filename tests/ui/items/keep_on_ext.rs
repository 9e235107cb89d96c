use asyncify::asyncify;

struct Api;

#[asyncify(ext = ApiExt, keep)]
impl Api {
    fn run(&self, callback: impl FnOnce(u8) + Send + 'static);
}

fn main() {}

// mend: `, keep` -> ``
//       `struct Api;` -> `struct Api; impl Api { fn run(&self, _: impl FnOnce(u8) + Send + 'static) {} }`
