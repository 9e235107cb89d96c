use asyncify::asyncify;

#[asyncify(cancel = |handle| handle.stop())]
fn run(callback: impl FnMut(u8) + Send + 'static) -> u32 {
    drop(callback);
    1
}

fn main() {}

// mend: `handle.stop()` -> `drop(handle)`
