//! In the extension trait, the type that is extended is `Self`: a method can't call something else so.
use asyncify::asyncify;

trait Device {
    fn open<D: FnOnce(u32) + Send + 'static>(&self, callback: D);
}

#[asyncify(ext = DeviceAsync)]
impl<D: Device> D {
    fn open<D: FnOnce(u32) + Send + 'static>(&self, callback: D);
}

fn main() {}
