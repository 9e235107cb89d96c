//! Which thread calls back, and which one listens.

use std::cell::Cell;
// A name is no part of a protocol: loom's own would only give models more to explore.
use std::sync::atomic::AtomicUsize as Count;

use crate::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use crate::sync::per_thread;

per_thread! {
    /// How many calls into this crate made by callbacks are on this thread's stack.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

per_thread! {
    /// The thread's name, once it was asked for.
    static NAME: Cell<usize> = const { Cell::new(NOBODY) };
}

/// No thread has this name.
const NOBODY: usize = 0;

/// How many threads have a name.
///
/// ORDERING: relaxed, only that no two are the same matters.
static NAMED: Count = Count::new(NOBODY);

/// The calling thread's name, which no other thread ever has: an address would be given to the next
/// thread once this one has ended, and so would make a callback's thread pass for the consumer's.
/// `std::thread::current` allocates.
fn current() -> usize {
    let named = NAME.try_with(|name| {
        if name.get() == NOBODY {
            name.set(NAMED.fetch_add(1, Ordering::Relaxed) + 1);
        }
        name.get()
    });
    named.unwrap_or(NOBODY)
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
        inside()
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

/// What runs until the guard is dropped is like a callback: nothing that may take its time is let go
/// of in it.
pub(crate) fn inside() -> Inside {
    let _ = DEPTH.try_with(|depth| depth.set(depth.get() + 1));
    Inside(())
}

/// Marks the stack of a callback.
pub(crate) struct Inside(());

impl Drop for Inside {
    fn drop(&mut self) {
        let _ = DEPTH.try_with(|depth| depth.set(depth.get() - 1));
    }
}
