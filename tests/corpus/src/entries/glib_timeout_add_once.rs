//! glib 0.22.10: `timeout_add_once`
//!
//! `SourceId::remove` panics if the source has fired, and `cancel` runs only while it has not.
//! Dropping a `SourceId` does nothing, so without `cancel` the timer would go on.

use std::time::Duration;

use asyncify::asyncify;

use crate::stubs::glib::{self, *};

#[asyncify(path = glib, cancel = |id| id.remove())]
pub mod calls {
    use super::*;

    pub fn timeout_add_once<F>(interval: Duration, #[item] func: F) -> SourceId
    where
        F: FnOnce() + Send + 'static;
}
