use crate::Event;

/// Closures implement it.
pub trait Handler: Send + 'static {
    fn handle(&mut self, event: Event);
}

impl<F: FnMut(Event) + Send + 'static> Handler for F {
    fn handle(&mut self, event: Event) {
        self(event);
    }
}

pub type Logger = Box<dyn Fn(&str) + Send>;

/// Not to be named outside.
pub trait Marker {}
impl<T> Marker for T {}

pub struct Watch<H>(H);

/// The guard's type names the handler's.
pub fn watch<H: Handler>(handler: H) -> Watch<H> {
    Watch(handler)
}
