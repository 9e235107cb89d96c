use asyncify::asyncify;

#[asyncify(cancel = |handle| drop(handle))]
fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `|handle| drop(handle)` -> `|| drop(1)`
