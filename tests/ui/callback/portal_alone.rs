use asyncify::asyncify;

#[asyncify(portal = asyncify::Portal::shared())]
fn add(a: i32, b: i32, callback: impl FnOnce(i32)) {
    callback(a + b)
}

fn main() {
    drop(add(1, 2));
}
