//! fltk 1.5.23: `add_timeout3`
//!
//! `FnMut`, because the callback may set the timer again; once, as long as it does not. The handle
//! that it is given is of no use to the consumer.

use asyncify::asyncify;

use crate::stubs::fltk::{self, *};

#[asyncify(path = fltk, once, local, cancel = |handle| fltk::remove_timeout3(handle))]
pub mod calls {
    use super::*;

    pub fn add_timeout3<F: FnMut(TimeoutHandle) + 'static>(
        tm: f64,
        #[map(|_| ())] cb: F,
    ) -> TimeoutHandle;
}
