use asyncify::asyncify;

struct Adder;

#[asyncify(callback)]
impl Adder {
    fn add(a: i32, b: i32) -> i32 {
        a + b
    }
}

fn main() {
    Adder::add(1, 2);
}
