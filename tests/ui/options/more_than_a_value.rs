use asyncify::asyncify;

struct Api;

impl Api {
    fn ticks(&self, callback: impl FnMut(u8) + Send + 'static) {
        drop(callback);
    }
}

#[asyncify(ext = traits::ApiExt)]
impl Api {
    fn ticks(&self, callback: impl FnMut(u8) + Send + 'static);
}

struct Port;

#[asyncify(blocking, wrapper = AsyncPort<u8, u16>)]
impl Port {
    fn read(&self) -> u8 {
        1
    }
}

#[asyncify(name = run-async)]
fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

#[asyncify(crate = my-asyncify, keep: true)]
fn listen(callback: impl FnMut(u8) + Send + 'static) {
    drop(callback);
}

#[asyncify(cancel = |handle| drop(handle);, overflow = drop-oldest)]
fn watch(callback: impl FnMut(u8) + Send + 'static) -> u8 {
    drop(callback);
    1
}

fn main() {}

// mend: `traits::ApiExt` -> `ApiExt`
//       `AsyncPort<u8, u16>` -> `AsyncPort`
//       `run-async` -> `run_async`
//       `my-asyncify, keep: true` -> `::asyncify, keep`
//       `drop(handle);, overflow = drop-oldest` -> `drop(handle), overflow = drop_oldest`
