// Written by `cargo asyncify generate notify` for notify 8.2.1.
// What it leaves to decide goes into asyncify.toml; then run it again.
// fingerprint: 883aba13e3231d6a

//! Async versions of what takes callbacks in [`notify`].

use asyncify::asyncify;
use notify::{Config, Event, RecommendedWatcher, Watcher};

/// Async versions of methods of [`notify::Watcher`].
#[asyncify(ext = WatcherAsync)]
impl<W: Watcher> W
where
    Self: Send + 'static,
{
    // Note: A stream, because `event_handler` may be called many times; if it is called once, say
    // `once`.
    /// Async version of [`notify::Watcher::new`].
    #[asyncify(name = events)]
    fn new<F: ::notify::EventHandler>(
        #[shape(FnMut(::notify::Result<Event>))] event_handler: F,
        config: Config,
    ) -> ::notify::Result<Self>
    where
        Self: Sized;
}

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
