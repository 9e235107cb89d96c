//! Room in a bounded buffer: what the consumer has taken, and callbacks that wait for it to take more.

use crate::quick::{WAITS, pause};
use crate::sync::atomic::{AtomicUsize, Ordering};
use crate::sync::{CachePadded, Condvar, Deadline, Mutex, lock, wait_until};

/// A callback waits, or is about to.
const BLOCKED: usize = 1;
/// An item was taken.
const TAKEN: usize = 2;

/// How often a callback looks for room before it sleeps: for as long as a sleep takes, because a
/// consumer that has to wake it cannot take anything meanwhile. It would then find little room, and
/// sleep again.
const LOOKS: usize = if WAITS { 8 } else { 0 };

/// What the consumer tells the callbacks without taking their lock.
///
/// ORDERING: relaxed throughout. Nothing is passed on but the word itself, whose changes are in one
/// order: a consumer that takes an item either comes before the callback that says it is blocked,
/// and is seen by its last look, or comes after it, and sees that. Then they meet at the gate.
pub(super) struct Room {
    /// [`TAKEN`] for each item taken, and [`BLOCKED`].
    word: CachePadded<AtomicUsize>,
    gate: Mutex<Gate>,
    changed: Condvar,
}

struct Gate {
    /// Callbacks that wait and were not let in.
    waiting: usize,
    /// Of those that wait, how many may go on.
    admitted: usize,
}

impl Room {
    pub(super) fn new() -> Self {
        Self {
            word: CachePadded(AtomicUsize::new(0)),
            gate: Mutex::new(Gate {
                waiting: 0,
                admitted: 0,
            }),
            changed: Condvar::new(),
        }
    }

    /// Adds to a number of items taken those that were taken since it was right.
    pub(super) fn catch_up(&self, gone: u64) -> u64 {
        // A word of 32 bits counts 2^31 items, which is more than it can have in memory.
        let since = (self.word.0.load(Ordering::Relaxed) / TAKEN).wrapping_sub(gone as usize);
        gone + (since.wrapping_mul(TAKEN) / TAKEN) as u64
    }

    /// The consumer has taken an item.
    pub(super) fn took(&self) {
        if self.word.0.fetch_add(TAKEN, Ordering::Relaxed) & BLOCKED != 0 {
            self.admit_one();
        }
    }

    #[cold]
    fn admit_one(&self) {
        let mut gate = lock(&self.gate);
        if gate.waiting > 0 {
            gate.waiting -= 1;
            gate.admitted += 1;
            self.changed.notify_one();
        }
        if gate.waiting == 0 {
            self.word.0.fetch_and(!BLOCKED, Ordering::Relaxed);
        }
    }

    /// Nobody is to wait any more, as [`wait`](Self::wait)'s `full` says from now on.
    pub(super) fn admit_all(&self) {
        let mut gate = lock(&self.gate);
        gate.admitted += gate.waiting;
        gate.waiting = 0;
        self.changed.notify_all();
    }

    /// Waits until the buffer may have room, or until the deadline.
    #[cold]
    pub(super) fn wait(&self, deadline: Deadline, full: impl Fn() -> bool) {
        for _ in 0..LOOKS {
            pause();
            if !full() {
                return;
            }
        }
        let mut gate = lock(&self.gate);
        self.word.0.fetch_or(BLOCKED, Ordering::Relaxed);
        if !full() {
            return;
        }
        gate.waiting += 1;
        while gate.admitted == 0 && !deadline.has_passed() {
            gate = wait_until(&self.changed, gate, deadline);
        }
        if gate.admitted > 0 {
            gate.admitted -= 1;
        } else {
            gate.waiting -= 1;
        }
    }
}
