// Written by `cargo asyncify generate notify --only 'recommended_watcher'` for notify 8.2.1.
// What it leaves to decide goes into asyncify.toml; then run it again.
// fingerprint: 3657c4753d972c1a

//! Async versions of what takes callbacks in [`notify`].

use asyncify::asyncify;
use notify::{Event, RecommendedWatcher};

/// Async versions of functions of [`notify`].
#[asyncify(path = ::notify)]
pub mod functions {
    use super::{Event, RecommendedWatcher};

    // Note: A stream, because `event_handler` may be called many times; if it is called once, say
    // `once`.
    /// Async version of [`notify::recommended_watcher`].
    pub fn recommended_watcher<F>(
        #[shape(FnMut(::notify::Result<Event>))] event_handler: F,
    ) -> ::notify::Result<RecommendedWatcher>
    where
        F: ::notify::EventHandler;
}
