use asyncify::asyncify;

#[asyncify(callback, abandoned = "none")]
async fn add(a: i32, b: i32) -> i32 {
    a + b
}

fn main() {
    add_with_callback(1, 2, |sum| println!("{sum}"));
}

// mend: `"none"` -> `0`
