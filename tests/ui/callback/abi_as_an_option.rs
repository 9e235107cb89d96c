use asyncify::asyncify;

#[asyncify(callback, extern = "C")]
async fn add(a: i32, b: i32) -> i32 {
    a + b
}

fn main() {}

// mend: `, extern = "C"` -> `, abandoned = 0`
//       `async fn add` -> `async extern "C" fn add`
