//! The one cell between a callback and the future that waits for it.
//!
//! Three things are apart: who may touch what ([`state`]), the memory and its places ([`slot`],
//! [`pool`]), and who keeps it alive ([`parties`]). Here is what the two sides do with them.
//!
//! A call that is pending costs two read-modify-writes: a completer claims, and leaves. The rest are
//! loads and stores: the waker is in its place before the API knows of the call, the outcome is
//! published by a store because nobody else changes a state that is claimed, and who leaves last
//! sees so by a load.
//!
//! Tested by `loom_once`, `races_once`, `contract_once_foreign`.
#![allow(
    unsafe_code,
    reason = "the places change hands by `state`, which the compiler can't follow"
)]

mod parties;
mod pool;
mod slot;
mod state;

use std::ops::Deref;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::task::{Context, Poll, Waker};

use crate::ffi::Attached;
use crate::panics::{Payload, discard};
use crate::park::wake;
use crate::sync::atomic::Ordering;
use crate::sync::spin_loop;
use crate::threads::{self, Inside, Name, current};

use parties::Party;
use slot::Slot;
use state::{CLAIMED, CLOSED, LATE, TAKEN, UNWATCHED, WATCHED, is_full, is_pending};

/// How a call ended.
pub(crate) enum Outcome<T> {
    Value(T),
    Panicked(Payload),
    Abandoned,
}

/// The callback's side of a cell. When the last clone is dropped, a call that is pending is
/// abandoned.
pub(crate) struct Settling<T>(Party<T>);

impl<T> Settling<T> {
    /// The calling thread calls back, until the guard is dropped.
    pub(super) fn enter(&self) -> Inside {
        self.0.caller.enter()
    }

    /// Whether to wait here for an answer would be to wait for oneself.
    pub(super) fn must_answer(&self) -> bool {
        self.0.poller.name() == current()
    }

    /// Gives the call its outcome and wakes who awaits it, unless it has one, or nobody does.
    #[inline(always)]
    pub(super) fn settle(&self, outcome: Outcome<T>) {
        match self.claim() {
            Ok(waker) => {
                // SAFETY: claimed just now.
                unsafe { self.0.put_outcome(outcome) };
                self.tell(waker);
            }
            Err(TooLate) => self.refuse(outcome),
        }
    }

    #[cold]
    fn refuse(&self, outcome: Outcome<T>) {
        if let Outcome::Value(_) = outcome {
            self.count_late();
        }
        discard(outcome);
    }

    /// Makes the caller the one who settles the call, and gives it the waker, if there is one.
    #[inline]
    fn claim(&self) -> Result<Option<Waker>, TooLate> {
        let mut pending = WATCHED;
        loop {
            // ORDERING: acquire, for the waker; if it fails, only the state is looked at.
            let claimed = self.0.state.compare_exchange(
                pending,
                CLAIMED,
                Ordering::Acquire,
                Ordering::Relaxed,
            );
            match claimed {
                // SAFETY: the state has just left `WATCHED`.
                Ok(WATCHED) => return Ok(Some(unsafe { self.0.take_waker() })),
                Ok(_) => return Ok(None),
                Err(now) if is_pending(now) => pending = now,
                Err(_) => return Err(TooLate),
            }
        }
    }

    /// Wakes the task, unless this is the poll that is starting the API: it will look by itself.
    #[inline]
    fn tell(&self, waker: Option<Waker>) {
        let starting = self.0.starting.load(Ordering::Relaxed);
        if starting && self.0.poller.is_surely_me() {
            discard(waker);
        } else {
            wake(waker);
        }
    }

    /// A first value that finds the future gone is no duplicate.
    #[cold]
    fn count_late(&self) {
        // ORDERING: relaxed, because nobody looks at anything else on account of it.
        let first =
            self.0
                .state
                .compare_exchange(CLOSED, LATE, Ordering::Relaxed, Ordering::Relaxed);
        if first.is_err() {
            let count = |count: u16| count.checked_add(1);
            // At its bound, it stays there.
            let _ = self
                .0
                .duplicates
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, count);
        }
    }

    /// Whether a value that comes now is not wanted; if it came, it is counted.
    pub(super) fn refuses(&self) -> bool {
        let refuses = self.is_closed();
        if refuses {
            self.count_late();
        }
        refuses
    }

    pub(super) fn is_closed(&self) -> bool {
        // ORDERING: acquire, so that who hears of it sees what the consumer did before it left.
        !is_pending(self.0.state.load(Ordering::Acquire))
    }

    pub(super) fn duplicates(&self) -> u16 {
        self.0.duplicates.load(Ordering::Relaxed)
    }

    /// Keeps the key until nobody waits any more.
    pub(super) fn attach(&self, key: Attached) {
        drop(key.into_alone().map(|key| self.0.put_key(key)));
    }

    #[cold]
    fn abandon(&self) {
        let _inside = self.enter();
        self.settle(Outcome::Abandoned);
    }
}

/// The call has its outcome, or nobody waits for it.
struct TooLate;

impl<T> Clone for Settling<T> {
    fn clone(&self) -> Self {
        Self(self.0.another_completer())
    }
}

impl<T> Drop for Settling<T> {
    fn drop(&mut self) {
        let last = || {
            // ORDERING: relaxed, because all that the other completers did has been acquired.
            if is_pending(self.0.state.load(Ordering::Relaxed)) {
                self.abandon();
            }
        };
        // SAFETY: counted as a completer, since `cell` or `clone`; this is the end of it.
        unsafe { self.0.leave_completers(last) };
    }
}

// What a panic leaves behind is a state like any other.
impl<T> UnwindSafe for Settling<T> {}
impl<T> RefUnwindSafe for Settling<T> {}

/// The future's side of a cell.
pub(crate) struct Waiting<T> {
    cell: Consumer<T>,
    /// The thread that made the cell, to start the API.
    starter: Name,
}

impl<T> Waiting<T> {
    /// The API has started, in the poll that made the cell.
    #[inline(always)]
    pub(super) fn started(&mut self) -> Poll<Outcome<T>> {
        self.cell.starting.store(false, Ordering::Relaxed);
        // ORDERING: acquire, for the outcome.
        match self.cell.state.load(Ordering::Acquire) {
            WATCHED => Poll::Pending,
            full if is_full(full) => Poll::Ready(self.take(full)),
            // What claimed the waker is about to wake it.
            _ => Poll::Pending,
        }
    }

    #[inline(always)]
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Outcome<T>> {
        self.cell.poller.note(current());
        // ORDERING: acquire, for the outcome.
        match self.cell.state.load(Ordering::Acquire) {
            // SAFETY: this is the consumer, and where it is watched, a waker was put in.
            WATCHED if unsafe { self.cell.last_waker_is(cx.waker()) } => Poll::Pending,
            full if is_full(full) => Poll::Ready(self.take(full)),
            _ => self.watch(cx),
        }
    }

    /// Leaves the task's waker to be woken.
    #[cold]
    fn watch(&mut self, cx: &mut Context<'_>) -> Poll<Outcome<T>> {
        // Foreign code, as dropping one is: the state is pending, or settled, while it runs.
        let waker = cx.waker().clone();
        let cell = &self.cell;
        // ORDERING: relaxed, because only the consumer itself put the waker in.
        let unwatched =
            cell.state
                .compare_exchange(WATCHED, UNWATCHED, Ordering::Relaxed, Ordering::Relaxed);
        let (previous, refused) = match unwatched {
            // SAFETY: the state has just left `WATCHED`.
            Ok(_) => (Some(unsafe { cell.take_waker() }), self.offer(waker)),
            Err(UNWATCHED) => (None, self.offer(waker)),
            Err(_) => (None, Some(waker)),
        };
        drop(previous);
        if refused.is_none() {
            return Poll::Pending;
        }
        // If that panics, the outcome is still in its place.
        drop(refused);
        // ORDERING: acquire, for the outcome.
        match self.cell.state.load(Ordering::Acquire) {
            full if is_full(full) => Poll::Ready(self.take(full)),
            // The completer has a few instructions to go, and knows of no waker but an older one.
            CLAIMED => {
                spin_loop();
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            // The outcome was taken, and a panic kept it from the task: nothing else will come.
            _ => Poll::Pending,
        }
    }

    /// Puts the waker in its place; gives it back if a completer has claimed in the meantime.
    fn offer(&self, waker: Waker) -> Option<Waker> {
        // SAFETY: this is the consumer, and it has just seen `UNWATCHED`.
        unsafe { self.cell.put_waker(waker) };
        // ORDERING: release, for the waker.
        let watched = self.cell.state.compare_exchange(
            UNWATCHED,
            WATCHED,
            Ordering::Release,
            Ordering::Relaxed,
        );
        // SAFETY: put in above, and not made `WATCHED`.
        watched.err().map(|_| unsafe { self.cell.take_waker() })
    }

    #[inline(always)]
    fn take(&mut self, full: u8) -> Outcome<T> {
        // SAFETY: this is the consumer, who has acquired this state, and leaves it below.
        let outcome = unsafe { self.cell.take_outcome(full) };
        // ORDERING: relaxed, because who frees the cell acquires what was done by who left it.
        self.cell.state.store(TAKEN, Ordering::Relaxed);
        outcome
    }

    /// Stops waiting; tells whether the call was still pending.
    #[inline(always)]
    pub(crate) fn close(&mut self) -> bool {
        // ORDERING: acquire, for the outcome.
        let state = self.cell.state.load(Ordering::Acquire);
        let pending = state != TAKEN && self.abort(state);
        drop(self.cell.take_key());
        pending
    }

    /// Leaves the call without its outcome; tells whether it was still pending.
    #[cold]
    fn abort(&mut self, mut state: u8) -> bool {
        let mut waker = None;
        while is_pending(state) {
            // ORDERING: release, for who hears from `is_closed`; acquire, for the outcome.
            let closed = self.cell.state.compare_exchange(
                state,
                CLOSED,
                Ordering::Release,
                Ordering::Acquire,
            );
            match closed {
                Ok(WATCHED) => {
                    // SAFETY: the state has just left `WATCHED`.
                    waker = Some(unsafe { self.cell.take_waker() });
                    break;
                }
                Ok(_) => break,
                Err(now) => state = now,
            }
        }
        let outcome = is_full(state).then(|| self.take(state));
        drop(waker);
        drop(outcome);
        is_pending(state)
    }

    pub(crate) fn on_callback_thread(&self) -> bool {
        threads::on_callback_thread(self.starter, &self.cell.poller, &self.cell.caller)
    }
}

impl<T> Drop for Waiting<T> {
    fn drop(&mut self) {
        self.close();
    }
}

/// The future's use of a cell. It ends also where what the future leaves behind panics when dropped.
struct Consumer<T>(Party<T>);

impl<T> Deref for Consumer<T> {
    type Target = Slot<T>;

    #[inline(always)]
    fn deref(&self) -> &Slot<T> {
        &self.0
    }
}

impl<T> Drop for Consumer<T> {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: counted as the consumer, since `cell`; this is the end of it.
        unsafe { self.0.leave_consumer() };
    }
}

// As above.
impl<T> UnwindSafe for Waiting<T> {}
impl<T> RefUnwindSafe for Waiting<T> {}

/// A cell with one completer.
fn cell<T>(waker: Option<Waker>) -> (Settling<T>, Waiting<T>) {
    let starter = current();
    let (completer, consumer) = Party::both(Slot::allocate(starter, waker));
    let waiting = Waiting {
        cell: Consumer(consumer),
        starter,
    };
    (Settling(completer), waiting)
}

/// The two sides of a call. Nobody waits yet.
pub(crate) fn channel<T>() -> (super::Completer<T>, Waiting<T>) {
    let (settling, waiting) = cell(None);
    (super::Completer::new(settling), waiting)
}

/// The two sides of a call that is about to be started by the task that the waker wakes.
pub(super) fn watched<T>(waker: Waker) -> (super::Completer<T>, Waiting<T>) {
    let (settling, waiting) = cell(Some(waker));
    (super::Completer::new(settling), waiting)
}
