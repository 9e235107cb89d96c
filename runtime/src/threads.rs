//! Which thread calls back, and which one listens.

use std::cell::Cell;
use std::ptr;

use crate::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use crate::sync::per_thread;

per_thread! {
    /// How many calls into this crate made by callbacks are on this thread's stack.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// No thread: no thread-local lives at the null address.
const NOBODY: usize = 0;

/// The address of a thread-local names its thread. A later thread may get the same address; it is
/// then taken for the ended one, which at worst sends a handle to the reaper for nothing.
fn current() -> usize {
    DEPTH
        .try_with(|depth| ptr::from_ref(depth).addr())
        .unwrap_or(NOBODY)
}

/// The threads at the two ends of one channel.
///
/// ORDERING: relaxed throughout. The question asked is always "was it *this* thread?", and a thread
/// sees its own latest store or one that another thread made after it: the answer may be no because
/// somebody else came later, never because what this thread did is not visible yet.
#[derive(Debug)]
pub(crate) struct Threads {
    /// Ran the function that starts the API.
    starter: usize,
    /// Polled last; nobody until then.
    poller: AtomicUsize,
    /// Whether the function that starts the API is still running.
    starting: AtomicBool,
    /// Called back last.
    caller: AtomicUsize,
}

impl Threads {
    /// The calling thread is the one that starts the API.
    pub(crate) fn new() -> Self {
        Self {
            starter: current(),
            poller: AtomicUsize::new(NOBODY),
            starting: AtomicBool::new(true),
            caller: AtomicUsize::new(NOBODY),
        }
    }

    /// The API has started.
    pub(crate) fn started(&self) {
        self.starting.store(false, Ordering::Relaxed);
    }

    /// The calling thread listens.
    pub(crate) fn polled(&self) {
        self.poller.store(current(), Ordering::Relaxed);
    }

    /// The calling thread calls back, until the guard is dropped.
    pub(crate) fn enter(&self) -> Inside {
        self.caller.store(current(), Ordering::Relaxed);
        let _ = DEPTH.try_with(|depth| depth.set(depth.get() + 1));
        Inside(())
    }

    /// Whether to wait here for the consumer to take something would be to wait for oneself.
    pub(crate) fn is_consumer(&self) -> bool {
        match self.poller.load(Ordering::Relaxed) {
            NOBODY => self.starter == current(),
            poller => poller == current(),
        }
    }

    /// Whether to wait here for an answer would be to wait for oneself. Who has only started the
    /// API may have given the stream to another thread, which answers as soon as it polls.
    pub(crate) fn must_answer(&self) -> bool {
        let polled = self.poller.load(Ordering::Relaxed) != NOBODY;
        (polled || self.starting.load(Ordering::Relaxed)) && self.is_consumer()
    }

    /// Whether the handle must not be dropped here, because an API that joins its thread in
    /// `drop` would join itself.
    ///
    /// True inside any callback, because one of several threads that call back may have called last
    /// while another is still inside. True also on the thread that called back last, unless it
    /// starts or polls: a main loop that does all three on one thread needs no other. Outside a
    /// callback, of several threads that call back only the last one is known.
    pub(crate) fn on_callback_thread(&self) -> bool {
        let here = current();
        let inside = DEPTH.try_with(Cell::get).unwrap_or(0) > 0;
        inside
            || (self.caller.load(Ordering::Relaxed) == here
                && self.starter != here
                && self.poller.load(Ordering::Relaxed) != here)
    }
}

/// Marks the stack of a callback.
pub(crate) struct Inside(());

impl Drop for Inside {
    fn drop(&mut self) {
        let _ = DEPTH.try_with(|depth| depth.set(depth.get() - 1));
    }
}
