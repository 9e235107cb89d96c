use asyncify::asyncify;

#[asyncify(cancel = |id| drop(id id))]
fn run(callback: impl FnOnce(u8) + Send + 'static) -> u8 {
    callback(1);
    1
}

fn main() {}

// mend: `|id| drop(id id)` -> `|handle| drop(handle)`
