//! neon 1.1.2: `Channel::send`

use asyncify::asyncify;

pub struct Channel;
pub struct Cx;
pub struct JoinHandle<T>(T);
pub type NeonResult<T> = Result<T, ()>;

#[asyncify(ext = ChannelAsync)]
impl Channel {
    pub fn send<T, F>(&self, f: F) -> JoinHandle<T>
    where
        T: Send + 'static,
        F: FnOnce(Cx) -> NeonResult<T> + Send + 'static;
}

fn main() {}
