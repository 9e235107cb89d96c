//! The one cell between a callback and the future that waits for it.

use std::mem;
use std::task::{Context, Poll, Waker};

use crate::ffi::Attached;
use crate::panics::{Payload, discard};
use crate::park::{Parked, poll_parked, wake};
use crate::sync::atomic::{AtomicUsize, Ordering};
use crate::sync::{Arc, Mutex, lock};
use crate::threads::Threads;

use super::Completer;

/// How a call ended.
pub(crate) enum Outcome<T> {
    Value(T),
    Panicked(Payload),
    Abandoned,
}

enum Phase<T> {
    /// The API has not called back.
    Pending,
    /// It has, or never will; the future has not looked yet.
    Settled(Outcome<T>),
    /// The future took the outcome, or is gone; `fired` tells whether a value has come.
    Closed { fired: bool },
}

struct State<T> {
    phase: Phase<T>,
    waker: Option<Waker>,
    duplicates: u64,
    /// The key that C calls back by.
    key: Option<Attached>,
}

impl<T> Parked for State<T> {
    fn waker(&self) -> Option<&Waker> {
        self.waker.as_ref()
    }

    fn park(&mut self, waker: Waker) -> Option<Waker> {
        self.waker.replace(waker)
    }
}

impl<T> State<T> {
    /// Gives back the outcome that comes too late; only values count.
    fn settle(&mut self, outcome: Outcome<T>) -> Result<Option<Waker>, Outcome<T>> {
        if let Phase::Pending = self.phase {
            self.phase = Phase::Settled(outcome);
            return Ok(self.waker.take());
        }
        if let Outcome::Value(_) = outcome {
            self.count_late();
        }
        Err(outcome)
    }

    /// A first value that finds the future gone is no duplicate.
    fn count_late(&mut self) {
        match &mut self.phase {
            Phase::Closed {
                fired: fired @ false,
            } => *fired = true,
            _ => self.duplicates += 1,
        }
    }

    fn take(&mut self) -> Option<Outcome<T>> {
        match mem::replace(&mut self.phase, Phase::Closed { fired: true }) {
            Phase::Settled(outcome) => Some(outcome),
            pending => {
                self.phase = pending;
                None
            }
        }
    }
}

/// What the two sides share.
pub(crate) struct Cell<T> {
    state: Mutex<State<T>>,
    completers: AtomicUsize,
    threads: Threads,
}

impl<T> Cell<T> {
    pub(super) fn threads(&self) -> &Threads {
        &self.threads
    }

    pub(super) fn settle(&self, outcome: Outcome<T>) {
        let settled = lock(&self.state).settle(outcome);
        match settled {
            Ok(waker) => wake(waker),
            Err(late) => discard(late),
        }
    }

    /// Whether a value that comes now is not wanted; if it came, it is counted.
    pub(super) fn refuses(&self) -> bool {
        let mut state = lock(&self.state);
        let refuses = !matches!(state.phase, Phase::Pending);
        if refuses {
            state.count_late();
        }
        refuses
    }

    pub(super) fn is_closed(&self) -> bool {
        !matches!(lock(&self.state).phase, Phase::Pending)
    }

    pub(super) fn duplicates(&self) -> u64 {
        lock(&self.state).duplicates
    }

    /// Keeps the key until nobody waits any more.
    pub(super) fn attach(&self, key: Attached) {
        let previous = lock(&self.state).key.replace(key);
        drop(previous);
    }

    pub(super) fn add_completer(&self) {
        // ORDERING: relaxed, because whoever clones holds a completer already.
        self.completers.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn remove_completer(&self) {
        // ORDERING: acquire-release, so that the last one sees what the others settled.
        if self.completers.fetch_sub(1, Ordering::AcqRel) == 1 {
            let _inside = self.threads.enter();
            let waker = {
                let mut state = lock(&self.state);
                match state.phase {
                    Phase::Pending => state.settle(Outcome::Abandoned).ok().flatten(),
                    _ => None,
                }
            };
            wake(waker);
        }
    }
}

/// The future's side of the cell.
pub(crate) struct Waiting<T>(Arc<Cell<T>>);

impl<T> Waiting<T> {
    pub(crate) fn poll(&self, cx: &mut Context<'_>) -> Poll<Outcome<T>> {
        self.0.threads.polled();
        poll_parked(&self.0.state, cx, State::take)
    }

    /// Stops waiting; tells whether the call was still pending.
    pub(crate) fn close(&self) -> bool {
        let mut state = lock(&self.0.state);
        let waker = state.waker.take();
        let key = state.key.take();
        let outcome = state.take();
        let pending = matches!(state.phase, Phase::Pending);
        if pending {
            state.phase = Phase::Closed { fired: false };
        }
        drop(state);
        drop(waker);
        drop(key);
        drop(outcome);
        pending
    }

    pub(crate) fn on_callback_thread(&self) -> bool {
        self.0.threads.on_callback_thread()
    }
}

/// A cell with one completer.
pub(crate) fn channel<T>() -> (Completer<T>, Waiting<T>) {
    let cell = Arc::new(Cell {
        state: Mutex::new(State {
            phase: Phase::Pending,
            waker: None,
            duplicates: 0,
            key: None,
        }),
        completers: AtomicUsize::new(1),
        threads: Threads::new(),
    });
    (Completer::new(Arc::clone(&cell)), Waiting(cell))
}
