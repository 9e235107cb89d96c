//! glow 0.18.0: `HasContext::debug_message_callback`
//!
//! The twin is `unsafe` like the function: what its caller promises is the same.

use asyncify::asyncify;

use crate::stubs::glow::*;

#[asyncify(ext = DebugAsync)]
impl<C: HasContext> C {
    unsafe fn debug_message_callback<F>(&mut self, callback: F)
    where
        F: Fn(u32, u32, u32, u32, &str) + Send + Sync + 'static;
}
