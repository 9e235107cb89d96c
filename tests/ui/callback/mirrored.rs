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
