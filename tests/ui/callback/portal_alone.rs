use asyncify::asyncify;

#[asyncify(portal = asyncify::Portal::shared())]
fn add(a: i32, b: i32, callback: impl FnOnce(i32)) {
    callback(a + b)
}

fn main() {
    drop(add(1, 2));
}

// mend: `#[asyncify(portal = asyncify::Portal::shared())]` -> `#[asyncify]`
// mend: `portal` -> `callback, portal`
//       `fn add(a: i32, b: i32, callback: impl FnOnce(i32)) {` -> `async fn add(a: i32, b: i32) -> i32 {`
//       `callback(a + b)` -> `a + b`
//       `drop(add(1, 2))` -> `add_with_callback(1, 2, |_| {})`
