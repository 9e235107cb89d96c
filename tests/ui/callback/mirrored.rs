use asyncify::asyncify;

struct Adder;

impl Adder {
    async fn add(&self, a: i32, b: i32) -> i32 {
        a + b
    }
}

#[asyncify(ext = AdderExt)]
impl Adder {
    #[asyncify(callback)]
    async fn add(&self, a: i32, b: i32) -> i32;
}

fn main() {
    Adder.add_with_callback(1, 2, |sum| println!("{sum}"));
}

// mend: `#[asyncify(ext = AdderExt)]\n` -> ``
//       `#[asyncify(callback)]` -> `#[asyncify::asyncify(callback)]`
//       `impl Adder {\n    #[asyncify::asyncify(callback)]\n    async fn add(&self, a: i32, b: i32) -> i32;` -> `impl Adder {\n    #[asyncify::asyncify(callback)]\n    async fn sum(self, a: i32, b: i32) -> i32 { self.add(a, b).await }`
//       `add_with_callback` -> `sum_with_callback`
