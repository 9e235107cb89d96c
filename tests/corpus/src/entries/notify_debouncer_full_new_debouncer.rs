//! notify-debouncer-full 0.7.0: `new_debouncer`
//!
//! Closures implement the handler's trait: `#[shape]` says what it is called with.
//! `.handle_mut().watch(..)` says what to look at.

use std::time::Duration;

use asyncify::asyncify;

use crate::stubs::notify_debouncer_full::{self, *};

#[asyncify(path = notify_debouncer_full)]
pub mod calls {
    use super::*;

    pub fn new_debouncer<F: DebounceEventHandler>(
        timeout: Duration,
        tick_rate: Option<Duration>,
        #[shape(FnMut(DebounceEventResult))] event_handler: F,
    ) -> Result<Debouncer<RecommendedWatcher, RecommendedCache>, Error>;
}
