//! What gives the object back that it is called on.

use crate::Result;

pub struct Builder<T>(T);

impl<T> Builder<T> {
    pub fn on_event(self, callback: impl FnMut(u8) + Send + 'static) -> Self {
        let _ = callback;
        self
    }

    pub fn on_error(self, callback: impl FnMut(u8) + Send + 'static) -> Result<Builder<T>> {
        let _ = callback;
        Ok(self)
    }

    pub fn on_exit(self, callback: impl FnOnce(u8) + Send + 'static) -> Self {
        let _ = callback;
        self
    }

    /// Each setter has a stream, and the builder stays where it is.
    pub fn on_change(&mut self, callback: impl FnMut(u8) + Send + 'static) -> &mut Self {
        let _ = callback;
        self
    }

    pub fn run(self) {}
}
