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
