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

// mend: `fn add` -> `async fn add`
//       `Adder::add(1, 2);` -> `Adder::add_with_callback(1, 2, |sum| println!("{sum}"));`
