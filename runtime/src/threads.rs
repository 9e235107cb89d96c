//! Which thread calls back, and which one listens.

use std::cell::Cell;
use std::marker::PhantomData;
// A name is no part of a protocol: loom's own would only give models more to explore.
use std::sync::atomic::AtomicU32 as Count;

use crate::sync::CachePadded;
use crate::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use crate::sync::per_thread;

/// A thread's name, which no other thread ever has: an address would be given to the next thread
/// once this one has ended, and so would make a callback's thread pass for the consumer's.
/// `std::thread::current` allocates.
pub(crate) type Name = u32;

/// No thread has this name, except those that can't be told apart: in the last moments of a thread,
/// and of more than 2³¹ threads. Where it is taken for somebody, nothing waits for itself.
const NOBODY: Name = 0;

/// No name has this bit. With it, one is that of a thread that has not polled, but would have to.
const HOLDS: Name = 1 << 31;

/// How many threads have a name.
///
/// ORDERING: relaxed, only that no two are the same matters.
static NAMED: Count = Count::new(NOBODY);

/// What a thread knows of itself.
struct Here {
    /// Nobody's until it is asked for.
    name: Cell<Name>,
    /// How many calls into this crate made by callbacks are on this thread's stack.
    depth: Cell<u32>,
}

per_thread! {
    static HERE: Here = const { Here::new() };
}

impl Here {
    const fn new() -> Self {
        Self {
            name: Cell::new(NOBODY),
            depth: Cell::new(0),
        }
    }

    fn name(&self) -> Name {
        match self.name.get() {
            NOBODY => self.be_named(),
            name => name,
        }
    }

    #[cold]
    #[inline(never)]
    fn be_named(&self) -> Name {
        let named = NAMED.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| {
            (n + 1 < HOLDS).then_some(n + 1)
        });
        let name = named.map_or(NOBODY, |others| others + 1);
        self.name.set(name);
        name
    }
}

/// The calling thread's name.
pub(crate) fn current() -> Name {
    HERE.try_with(Here::name).unwrap_or(NOBODY)
}

/// Whether the calling thread is inside a callback.
pub(crate) fn is_inside() -> bool {
    HERE.try_with(|here| here.depth.get() > 0).unwrap_or(false)
}

/// The thread that did something last.
///
/// ORDERING: relaxed throughout. The question asked is always "was it *this* thread?", and a thread
/// sees its own latest store or one that another thread made after it: the answer may be no because
/// somebody else came later, never because what this thread did is not visible yet.
#[derive(Debug)]
pub(crate) struct Last(AtomicU32);

impl Last {
    pub(crate) fn nobody() -> Self {
        Self::of(NOBODY)
    }

    pub(crate) fn of(name: Name) -> Self {
        Self(AtomicU32::new(name))
    }

    pub(crate) fn name(&self) -> Name {
        self.0.load(Ordering::Relaxed)
    }

    /// Whether it was this thread. No, where that can't be told.
    pub(crate) fn is_surely_me(&self) -> bool {
        let here = current();
        here != NOBODY && self.name() == here
    }

    /// The calling thread does it. Where it did it last, too, nothing is stored: a store would take
    /// the cache line away from the other side.
    pub(crate) fn note(&self, name: Name) {
        if self.name() != name {
            self.0.store(name, Ordering::Relaxed);
        }
    }

    /// The calling thread calls back, until the guard is dropped.
    pub(crate) fn enter(&self) -> Inside {
        self.note(current());
        inside()
    }
}

/// The threads at the two ends of one channel.
#[derive(Debug)]
pub(crate) struct Threads {
    /// Ran the function that starts the API.
    starter: Name,
    /// Polled last, or [holds](HOLDS) what is to be polled since then; nobody before.
    poller: Last,
    /// Whether the function that starts the API is still running.
    ///
    /// ORDERING: relaxed, as in [`Last`].
    starting: AtomicBool,
    /// Called back last. Several threads that take turns change it all the time.
    caller: CachePadded<Last>,
}

impl Threads {
    /// The calling thread is the one that starts the API.
    pub(crate) fn new() -> Self {
        Self {
            starter: current(),
            poller: Last::nobody(),
            starting: AtomicBool::new(true),
            caller: CachePadded(Last::nobody()),
        }
    }

    /// The API has started.
    pub(crate) fn started(&self) {
        self.starting.store(false, Ordering::Relaxed);
    }

    /// The calling thread listens.
    pub(crate) fn polled(&self) {
        self.poller.note(current());
    }

    /// The calling thread has the API's handle in its hands. What it does with that may call back at
    /// once, and nobody polls meanwhile.
    pub(crate) fn held(&self) {
        let here = current();
        if self.consumer() != here {
            self.poller.note(here | HOLDS);
        }
    }

    /// The calling thread calls back, until the guard is dropped.
    pub(crate) fn enter(&self) -> Inside {
        self.caller.0.enter()
    }

    fn consumer(&self) -> Name {
        match self.poller.name() & !HOLDS {
            NOBODY => self.starter,
            poller => poller,
        }
    }

    /// Whether to wait here for the consumer to take something would be to wait for oneself.
    pub(crate) fn is_consumer(&self) -> bool {
        self.consumer() == current()
    }

    /// Whether to wait here for an answer would be to wait for oneself. Who has only started the
    /// API, or holds its handle, may have given the stream to another thread, which answers as soon
    /// as it polls.
    pub(crate) fn must_answer(&self) -> bool {
        let polled = (NOBODY + 1..HOLDS).contains(&self.poller.name());
        (polled || self.starting.load(Ordering::Relaxed)) && self.is_consumer()
    }

    /// See [`on_callback_thread`].
    pub(crate) fn on_callback_thread(&self) -> bool {
        on_callback_thread(self.starter, &self.poller, &self.caller.0)
    }
}

/// Whether the handle must not be dropped here, because an API that joins its thread in `drop` would
/// join itself.
///
/// True inside any callback, because one of several threads that call back may have called last
/// while another is still inside. True also on the thread that called back last, unless it starts or
/// polls: a main loop that does all three on one thread needs no other. Outside a callback, of
/// several threads that call back only the last one is known.
pub(crate) fn on_callback_thread(starter: Name, poller: &Last, caller: &Last) -> bool {
    let here = current();
    is_inside() || (caller.name() == here && starter != here && poller.name() != here)
}

/// What runs until the guard is dropped is like a callback: nothing that may take its time is let go
/// of in it.
pub(crate) fn inside() -> Inside {
    let _ = HERE.try_with(|here| here.depth.set(here.depth.get() + 1));
    Inside(PhantomData)
}

/// Marks the stack of a callback. It stays on its thread.
pub(crate) struct Inside(PhantomData<*const ()>);

impl Drop for Inside {
    fn drop(&mut self) {
        let _ = HERE.try_with(|here| here.depth.set(here.depth.get() - 1));
    }
}
