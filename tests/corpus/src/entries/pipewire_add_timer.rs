//! pipewire 0.10.1: `Loop::add_timer`
//!
//! The timer borrows the loop, and so does the stream that keeps it.

use asyncify::asyncify;

use crate::stubs::pipewire::*;

#[asyncify(ext = LoopAsync, local)]
impl Loop {
    pub fn add_timer<F>(&self, callback: F) -> TimerSource<'_>
    where
        F: Fn(u64) + 'static,
        Self: Sized;
}
