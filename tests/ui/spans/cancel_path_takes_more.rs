use asyncify::asyncify;

struct Handle;

impl Handle {
    fn stop(&self, _at: u8) {}
}

#[asyncify(cancel = Handle::stop)]
fn run(callback: impl FnMut(u8) + Send + 'static) -> Handle {
    drop(callback);
    Handle
}

#[asyncify(cancel = Handle::stop)]
fn ask(callback: impl FnOnce(u8) + Send + 'static) -> Handle {
    drop(callback);
    Handle
}

fn main() {}

// mend: `cancel = Handle::stop` -> `cancel = |handle| handle.stop(1)`
