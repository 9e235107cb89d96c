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

// mend: `event_handler: F` -> `#[item] #[map(|event, _| event)] event_handler: F`
//       `pub struct EventLoopError;` -> `pub struct EventLoopError; impl<T> EventLoop<T> { fn run<F: FnMut(Event<T>, &ActiveEventLoop)>(self, _: F) -> Result<(), EventLoopError> { Ok(()) } }`
// mend: `    pub fn` -> `    fn done(&self, done: impl FnOnce(u8)); #[asyncify(skip)] pub fn`
//       `pub struct EventLoopError;` -> `pub struct EventLoopError; impl<T> EventLoop<T> { fn done(&self, _: impl FnOnce(u8)) {} }`
