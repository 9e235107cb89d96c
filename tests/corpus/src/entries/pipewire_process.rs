//! pipewire 0.10.1: `ListenerLocalBuilder::process`
//!
//! The callback is told that there is a buffer, and `#[map]` takes it out and copies it.
//! `.detach()` gives the builder back, for the other setters and `register()`.

use asyncify::asyncify;

use crate::stubs::pipewire::*;

#[asyncify(ext = ProcessAsync, local)]
impl<'a, D> ListenerLocalBuilder<'a, D> {
    pub fn process<F>(
        mut self,
        #[map(|stream, _| -> Vec<u8> {
            stream.dequeue_buffer().map(|buffer| buffer.0).unwrap_or_default()
        })]
        callback: F,
    ) -> Self
    where
        F: FnMut(&Stream, &mut D) + 'static;
}
