use asyncify::asyncify;

#[asyncify(overflow = "latest")]
fn listen(callback: impl FnMut(u8) + Send + 'static) {
    drop(callback);
}

#[asyncify(crate = "asyncify")]
fn watch(callback: impl FnMut(u8) + Send + 'static) {
    drop(callback);
}

#[asyncify("stream")]
fn look(callback: impl FnMut(u8) + Send + 'static) {
    drop(callback);
}

#[asyncify(path = "std::thread")]
mod thread {
    pub fn spawn(callback: impl FnOnce() + Send + 'static);
}

fn main() {}
