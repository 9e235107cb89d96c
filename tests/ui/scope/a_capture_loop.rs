//! pcap 2.5.0: `Capture::for_each`

use asyncify::asyncify;

pub trait Activated {}
pub struct Capture<T: ?Sized>(Box<T>);
pub struct Packet<'a>(&'a [u8]);
pub struct Error;

#[asyncify(ext = CaptureAsync)]
impl<T: Activated + ?Sized> Capture<T> {
    pub fn for_each<F>(&mut self, count: Option<usize>, handler: F) -> Result<(), Error>
    where
        F: FnMut(Packet);
}

fn main() {}
