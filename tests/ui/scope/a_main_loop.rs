//! winit 0.30.13: `EventLoop::run`

use asyncify::asyncify;

pub struct EventLoop<T>(T);
pub struct ActiveEventLoop;
pub struct Event<T>(T);
pub struct EventLoopError;

#[asyncify(ext = EventLoopAsync)]
impl<T> EventLoop<T> {
    pub fn run<F>(self, event_handler: F) -> Result<(), EventLoopError>
    where
        F: FnMut(Event<T>, &ActiveEventLoop);
}

fn main() {}
