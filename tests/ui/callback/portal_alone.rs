use asyncify::{Portal, asyncify};

#[asyncify(portal = Portal::shared())]
fn add(a: i32, b: i32, callback: impl FnOnce(i32)) {
    callback(a + b)
}

fn main() {
    drop(add(1, 2));
}
