//! What is known about the stream, for the test and for the script alike.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::ThreadId;
use std::time::Duration;

/// A look at a scripted stream from the outside.
#[derive(Clone, Debug, Default)]
pub struct Probe {
    shared: Arc<(Mutex<Facts>, Condvar)>,
}

/// What has happened to a stream so far.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Facts {
    /// Whether the stream was started, and not paused since.
    pub playing: bool,
    /// The thread that runs the script and calls the callbacks.
    pub caller: Option<ThreadId>,
    /// The thread that dropped the stream.
    pub dropped_on: Option<ThreadId>,
    /// Whether a panic came out of a callback, into the thread that called it.
    pub unwound: bool,
    /// Whether the script is over and the callbacks are dropped.
    pub released: bool,
}

impl Probe {
    /// What is known right now.
    pub fn facts(&self) -> Facts {
        self.shared
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Blocks until `condition` holds.
    ///
    /// # Panics
    /// If it still does not hold after a minute.
    pub fn wait(&self, condition: impl Fn(&Facts) -> bool) -> Facts {
        let (facts, changed) = &*self.shared;
        let facts = facts.lock().unwrap_or_else(PoisonError::into_inner);
        let (facts, timeout) = changed
            .wait_timeout_while(facts, Duration::from_secs(60), |facts| !condition(facts))
            .unwrap_or_else(PoisonError::into_inner);
        assert!(!timeout.timed_out(), "waited a minute in vain: {facts:?}");
        facts.clone()
    }

    /// Like [`wait`](Self::wait), for as long as it takes.
    pub(crate) fn wait_forever(&self, condition: impl Fn(&Facts) -> bool) -> Facts {
        let (facts, changed) = &*self.shared;
        let facts = facts.lock().unwrap_or_else(PoisonError::into_inner);
        let facts = changed
            .wait_while(facts, |facts| !condition(facts))
            .unwrap_or_else(PoisonError::into_inner);
        facts.clone()
    }

    pub(crate) fn update(&self, change: impl FnOnce(&mut Facts)) {
        change(&mut self.shared.0.lock().unwrap_or_else(PoisonError::into_inner));
        self.shared.1.notify_all();
    }
}
