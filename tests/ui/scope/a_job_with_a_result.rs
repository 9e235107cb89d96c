//! neon 1.1.2: `Channel::send`

use asyncify::asyncify;

pub struct Channel;
pub struct Cx;
pub struct JoinHandle<T>(NeonResult<T>);
pub type NeonResult<T> = Result<T, ()>;

#[asyncify(ext = ChannelAsync)]
impl Channel {
    pub fn send<T, F>(&self, f: F) -> JoinHandle<T>
    where
        T: Send + 'static,
        F: FnOnce(Cx) -> NeonResult<T> + Send + 'static;
}

fn main() {}

// mend: `f: F)` -> `#[reply(Err(()))] f: F)`
//       `pub struct Channel;` -> `pub struct Channel; impl Channel { fn send<T: Send + 'static, F: FnOnce(Cx) -> NeonResult<T> + Send + 'static>(&self, f: F) -> JoinHandle<T> { JoinHandle(f(Cx)) } }`
// mend: `    pub fn` -> `    fn done(&self, done: impl FnOnce(u8)); #[asyncify(skip)] pub fn`
//       `pub struct Channel;` -> `pub struct Channel; impl Channel { fn done(&self, _: impl FnOnce(u8)) {} }`
