//! glib 0.22.10: `timeout_add`
//!
//! `closed` ends the timer when nobody listens any more; `cancel` does so at once.

use std::time::Duration;

use asyncify::asyncify;

use crate::stubs::glib::{self, *};

#[asyncify(path = glib, cancel = |id| id.remove())]
pub mod calls {
    use super::*;

    pub fn timeout_add<F>(
        interval: Duration,
        #[reply(ControlFlow::Continue, closed = ControlFlow::Break)] func: F,
    ) -> SourceId
    where
        F: FnMut() -> ControlFlow + Send + 'static;
}
