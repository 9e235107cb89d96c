//! In the extension trait, the type that is extended is `Self`: a method can't call something else so.
use asyncify::asyncify;

trait Device {
    fn open<D: Into<String>>(&self, name: D, callback: impl FnOnce(u32) + Send + 'static);
}

#[asyncify(ext = DeviceAsync)]
impl<D: Device> D {
    fn open<D: Into<String>>(&self, name: D, callback: impl FnOnce(u32) + Send + 'static);
}

fn main() {}

// mend: `impl<D: Device> D {\n    fn open<D: Into<String>>(&self, name: D,` -> `impl<D: Device> D { fn open<N: Into<String>>(&self, name: N,`
