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

// mend: `"latest"` -> `latest`
//       `"asyncify"` -> `asyncify`
//       `"stream"` -> `stream`
//       `"std::thread"` -> `module`
//       `fn main() {}` -> `mod module { pub fn spawn(callback: impl FnOnce() + Send + 'static) { callback() } }`
//       `spawn(callback: impl FnOnce() + Send + 'static);` -> `spawn(#[item] callback: impl FnOnce() + Send + 'static);`
