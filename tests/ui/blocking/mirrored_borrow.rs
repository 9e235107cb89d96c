use asyncify::asyncify;

struct Device;

impl Device {
    fn listen(&mut self, mut callback: impl FnMut(u8)) {
        callback(1);
    }
}

#[asyncify(ext = DeviceExt, blocking)]
impl Device {
    fn listen(&mut self, callback: impl FnMut(u8));
}

fn main() {}

// mend: `#[asyncify(ext = DeviceExt, blocking)]` -> ``
//       `impl Device {\n    fn listen(&mut self, callback: impl FnMut(u8));\n}` -> `#[asyncify(stream, blocking)] fn listen(device: std::sync::Arc<std::sync::Mutex<Device>>, callback: impl FnMut(u8)) { device.lock().unwrap().listen(callback) }`
