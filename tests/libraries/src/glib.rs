// Written by `cargo asyncify generate glib` for glib 0.22.10.
// What it leaves to decide goes into asyncify.toml; then run it again.
// fingerprint: aa193ff3a02929a0

//! Async versions of what takes callbacks in [`glib`].

use std::time::Duration;

use asyncify::asyncify;
use glib::{ControlFlow, SourceId};

/// Async versions of functions of [`glib`].
#[asyncify(path = ::glib)]
pub mod functions {
    use super::{ControlFlow, Duration, SourceId};

    // Note: To drop a `SourceId` stops nothing: `cancel = |id| ..` says what does.
    // Note: Something may have to drive it for a call to come: its docs speak of “main loop”.
    /// Async version of [`glib::timeout_add`].
    #[asyncify(name = interval, stream, cancel = |id| id.remove())]
    pub fn timeout_add<F>(interval: Duration, #[reply(ControlFlow::Continue)] func: F) -> SourceId
    where
        F: FnMut() -> ControlFlow + Send + 'static;

    // Note: To drop a `SourceId` stops nothing: `cancel = |id| ..` says what does.
    // Note: Something may have to drive it for a call to come: its docs speak of “main loop”.
    /// Async version of [`glib::timeout_add_once`].
    #[asyncify(name = sleep, cancel = |id| id.remove())]
    pub fn timeout_add_once<F>(interval: Duration, #[item] func: F) -> SourceId
    where
        F: FnOnce() + Send + 'static;

    // Note: To drop a `SourceId` stops nothing: `cancel = |id| ..` says what does.
    // Note: Something may have to drive it for a call to come: its docs speak of “main loop”.
    /// Async version of [`glib::timeout_add_local`].
    #[asyncify(name = interval_local, stream, local, cancel = |id| id.remove())]
    pub fn timeout_add_local<F>(
        interval: Duration,
        #[reply(ControlFlow::Continue)] func: F,
    ) -> SourceId
    where
        F: FnMut() -> ControlFlow + 'static;

    // Note: To drop a `SourceId` stops nothing: `cancel = |id| ..` says what does.
    // Note: Something may have to drive it for a call to come: its docs speak of “main loop”.
    /// Async version of [`glib::timeout_add_local_once`].
    #[asyncify(name = sleep_local, local, cancel = |id| id.remove())]
    pub fn timeout_add_local_once<F>(interval: Duration, #[item] func: F) -> SourceId
    where
        F: FnOnce() + 'static;
}
