use asyncify::asyncify;

#[asyncify(callback, extern = "C")]
async fn add(a: i32, b: i32) -> i32 {
    a + b
}

fn main() {}
