//! libmpv2 7.0.0: `Mpv::set_wakeup_callback`
//!
//! A wake-up brings nothing but itself: `latest` merges those that nobody has seen yet, and counts
//! them in `Lagged`.

use asyncify::asyncify;

use crate::stubs::libmpv2::*;

#[asyncify(ext = MpvAsync, overflow = latest)]
impl Mpv {
    pub fn set_wakeup_callback<F: Fn() + Send + 'static>(&mut self, callback: F);
}
