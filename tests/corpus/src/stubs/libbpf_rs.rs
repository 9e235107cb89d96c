//! Stands for `libbpf-rs`.
#[derive(Debug, PartialEq)]
pub struct Error;
pub type Result<T> = std::result::Result<T, Error>;
pub trait MapCore {}
impl MapCore for () {}
#[derive(Default)]
pub struct RingBufferBuilder<'slf, 'cb> {
    pub rings: Vec<(&'slf (), Box<dyn FnMut(&[u8]) -> i32 + 'cb>)>,
}
impl<'slf, 'cb: 'slf> RingBufferBuilder<'slf, 'cb> {
    pub fn add<NewF>(&mut self, map: &'slf dyn MapCore, callback: NewF) -> Result<&mut Self>
    where
        NewF: FnMut(&[u8]) -> i32 + 'cb,
    {
        self.rings.push((&(), Box::new(callback)));
        Ok(self)
    }
}
