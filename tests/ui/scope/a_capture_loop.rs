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

// mend: `handler: F` -> `#[item] #[map(|packet| -> Vec<u8> { packet.0.to_vec() })] handler: F`
//       `pub struct Error;` -> `pub struct Error; impl<T: ?Sized> Capture<T> { fn for_each<F: FnMut(Packet)>(&mut self, _: Option<usize>, _: F) -> Result<(), Error> { Ok(()) } }`
// mend: `    pub fn for_each` -> `    fn done(&self, done: impl FnOnce(u8)); #[asyncify(skip)] pub fn for_each`
//       `pub struct Error;` -> `pub struct Error; impl<T: ?Sized> Capture<T> { fn done(&self, _: impl FnOnce(u8)) {} }`
