//! whisper-rs 0.16.0: `FullParams::set_progress_callback_safe`
//!
//! `O: Into<Option<F>>` hides an optional callback: both generics are gone. Only the latest
//! progress matters. It fires inside `full()`, which blocks: run that on another thread.

use asyncify::asyncify;

use crate::stubs::whisper_rs::*;

#[asyncify(ext = FullParamsAsync, overflow = latest)]
impl<'a, 'b> FullParams<'a, 'b> {
    pub fn set_progress_callback_safe<O, F>(&mut self, closure: O)
    where
        F: FnMut(i32) + 'static,
        O: Into<Option<F>>;
}
