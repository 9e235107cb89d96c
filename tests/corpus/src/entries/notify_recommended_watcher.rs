//! notify 8.2.1: `recommended_watcher`
//!
//! Closures implement the handler's trait: `#[shape]` says what it is called with. The stream keeps
//! the watcher; `.handle_mut().watch(..)` says what to look at.

use asyncify::asyncify;

use crate::stubs::notify::{self, *};

#[asyncify(path = notify)]
pub mod calls {
    use super::*;

    pub fn recommended_watcher<F>(
        #[shape(FnMut(Result<Event>))] event_handler: F,
    ) -> Result<RecommendedWatcher>
    where
        F: EventHandler;
}
