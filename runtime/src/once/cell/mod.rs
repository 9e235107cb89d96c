//! The one cell between a callback and the future that waits for it.
//!
//! Three things are apart: who may touch what ([`state`]), the memory and its places ([`slot`],
//! [`pool`]), and who keeps it alive ([`parties`]). Here is what the two sides do with them.
//!
//! A call that is pending costs one read-modify-write where its completer ends with it, and two
//! where one completer is shared or kept: it claims, and leaves. The rest are loads and stores: the
//! waker is in its place before the API knows of the call, the outcome is published by a store
//! because nobody else changes a state that is claimed, and who leaves last sees so by a load.
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
mod waker;

use std::mem::{self, ManuallyDrop};
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
use state::{
    ASKING, CLAIMED, CLOSED, FINISHED, LATE, MOVED, TAKEN, UNWATCHED, WATCHED, is_full, is_pending,
    is_watched,
};

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
        match self.claim(CLAIMED) {
            Ok(waker) => {
                // SAFETY: claimed just now.
                let full = unsafe { self.0.put_outcome(outcome) };
                // ORDERING: release, for the outcome; the consumer acquires.
                self.0.state.store(full, Ordering::Release);
                tell(waker, self.is_starting());
            }
            Err(TooLate) => self.refuse(outcome),
        }
    }

    /// [`settle`](Self::settle), by who then waits for what becomes of the outcome, and so must not keep
    /// one that the future has left behind.
    pub(super) fn settle_asking(&self, outcome: Outcome<T>) {
        let waker = match self.claim(ASKING) {
            Ok(waker) => waker,
            Err(TooLate) => return self.refuse(outcome),
        };
        // SAFETY: claimed just now.
        let full = unsafe { self.0.put_outcome(outcome) };
        // ORDERING: as in `settle`; nothing is looked at that a consumer did which has left.
        let published =
            (self.0.state).compare_exchange(ASKING, full, Ordering::Release, Ordering::Relaxed);
        if published.is_ok() {
            return tell(waker, self.is_starting());
        }
        discard(waker);
        // SAFETY: put in above, and nobody was told.
        self.refuse(unsafe { self.0.take_outcome(full) });
    }

    /// [`settle`](Self::settle) by a value, and leave: in one step, where nobody else could settle
    /// the call, and the task has not moved.
    #[inline(always)]
    pub(super) fn finish(self, value: T) {
        // ORDERING: relaxed, because what other completers did has just been acquired.
        if !self.0.is_only_completer() || self.0.state.load(Ordering::Relaxed) != WATCHED {
            return self.settle_then_leave(value);
        }
        let words = self.0.waker.words();
        let is_starting = self.is_starting();
        // SAFETY: pending, so it is empty, and nobody else can claim it.
        unsafe { self.0.put_value(value) };
        // ORDERING: release, for the value, and for all that the completers did; the consumer
        // acquires. The waker was in its place before there was a completer.
        if is_starting {
            // The consumer is further down on this stack.
            self.0.state.store(FINISHED, Ordering::Release);
        } else if (self.0.state)
            .compare_exchange(WATCHED, FINISHED, Ordering::Release, Ordering::Relaxed)
            .is_err()
        {
            // SAFETY: put in above, and nobody was told.
            let value = unsafe { self.0.take_value() };
            return self.settle_then_leave(value);
        }
        mem::forget(self);
        // SAFETY: the state has just left `WATCHED`, which was never left before.
        let waker = unsafe { words.into_waker() };
        tell(Some(waker), is_starting);
    }

    #[inline(never)]
    fn settle_then_leave(self, value: T) {
        self.settle(Outcome::Value(value));
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
    fn claim(&self, claimed: u8) -> Result<Option<Waker>, TooLate> {
        let mut pending = WATCHED;
        loop {
            // ORDERING: acquire, for the waker; if it fails, only the state is looked at.
            let left = self.0.state.compare_exchange(
                pending,
                claimed,
                Ordering::Acquire,
                Ordering::Relaxed,
            );
            match left {
                Ok(state) if is_watched(state) => {
                    // SAFETY: the state has just left it.
                    return Ok(Some(unsafe { self.0.take_waker() }));
                }
                Ok(_) => return Ok(None),
                Err(now) if is_pending(now) => pending = now,
                Err(_) => return Err(TooLate),
            }
        }
    }

    /// Whether this is inside the poll that is starting the API.
    #[inline]
    fn is_starting(&self) -> bool {
        self.0.starting.load(Ordering::Relaxed) && self.0.poller.is_surely_me()
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

/// Wakes the task, unless it is starting the API: then it will look by itself.
#[inline]
fn tell(waker: Option<Waker>, is_starting: bool) {
    if is_starting {
        discard(waker);
    } else {
        wake(waker);
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
    pub(super) fn started(&mut self) -> Poll<()> {
        self.cell.starting.store(false, Ordering::Relaxed);
        // ORDERING: acquire, for the outcome.
        match self.cell.state.load(Ordering::Acquire) {
            full if is_full(full) => Poll::Ready(()),
            // Pending; or what claimed the waker is about to wake it.
            _ => Poll::Pending,
        }
    }

    /// The outcome, once it has come. It comes once.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Outcome<T>> {
        self.poll_settled(cx).map(|()| {
            // ORDERING: relaxed, because this state, which is full, has just been acquired.
            let full = self.cell.state.load(Ordering::Relaxed);
            self.take(full)
        })
    }

    /// Waits for the outcome, and leaves it where it is: to hand it from function to function would
    /// cost more than the rest.
    #[inline(always)]
    pub(super) fn poll_settled(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        // ORDERING: acquire, for the outcome.
        let state = self.cell.state.load(Ordering::Acquire);
        if is_full(state) {
            return Poll::Ready(());
        }
        self.cell.poller.note(current());
        match is_watched(state) && self.cell.waker.last_is(cx.waker()) {
            true => Poll::Pending,
            false => self.watch(cx),
        }
    }

    /// Leaves the task's waker to be woken.
    #[cold]
    fn watch(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        // Foreign code, as dropping one is: the state is pending, or settled, while it runs.
        let waker = cx.waker().clone();
        let (previous, refused) = match self.unwatch() {
            Ok(previous) => (previous, self.offer(waker)),
            Err(TooLate) => (None, Some(waker)),
        };
        drop(previous);
        if refused.is_none() {
            return Poll::Pending;
        }
        // If that panics, the outcome is still in its place.
        drop(refused);
        // ORDERING: acquire, for the outcome.
        match self.cell.state.load(Ordering::Acquire) {
            full if is_full(full) => Poll::Ready(()),
            // The completer has a few instructions to go, and then wakes this task. To look again until
            // then would be to look for ever on a processor that the completer waits for.
            CLAIMED | ASKING if self.cell.waker.last_is(cx.waker()) => Poll::Pending,
            // It knows of an older waker, or of none.
            CLAIMED | ASKING => {
                spin_loop();
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            // The outcome was taken, and a panic kept it from the task: nothing else will come.
            _ => Poll::Pending,
        }
    }

    /// Takes back the waker that was left last, if there is one.
    fn unwatch(&self) -> Result<Option<Waker>, TooLate> {
        let state = &self.cell.state;
        // ORDERING: relaxed, here and below, because only the consumer itself put the waker in.
        let watched = match state.load(Ordering::Relaxed) {
            UNWATCHED => return Ok(None),
            now => now,
        };
        let unwatched = is_watched(watched)
            && state
                .compare_exchange(watched, UNWATCHED, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok();
        if !unwatched {
            return Err(TooLate);
        }
        // SAFETY: the state has just left the one that is watched.
        Ok(Some(unsafe { self.cell.take_waker() }))
    }

    /// Puts the waker in its place; gives it back if a completer has claimed in the meantime.
    fn offer(&self, waker: Waker) -> Option<Waker> {
        self.cell.waker.put(waker);
        // ORDERING: release, for the waker.
        let watched = self.cell.state.compare_exchange(
            UNWATCHED,
            MOVED,
            Ordering::Release,
            Ordering::Relaxed,
        );
        watched.err().map(|_| {
            // SAFETY: put in above, and nobody was told.
            let waker = unsafe { self.cell.take_waker() };
            self.cell.waker.clear();
            waker
        })
    }

    /// Takes the outcome, and leaves. None if it has not come, or was taken.
    #[inline(always)]
    pub(super) fn outcome(mut self) -> Option<Outcome<T>> {
        // ORDERING: acquire, for the outcome.
        let state = self.cell.state.load(Ordering::Acquire);
        if !is_full(state) {
            return None;
        }
        if state != FINISHED {
            return Some(self.take(state));
        }
        // A short cut for most calls: nobody else is there.
        let this = ManuallyDrop::new(self);
        // SAFETY: this is the consumer, who has acquired this state; the cell is freed below.
        let outcome = unsafe { this.cell.take_outcome(state) };
        // SAFETY: the completers have left, and the consumer is forgotten.
        unsafe { this.cell.0.free_empty() };
        Some(outcome)
    }

    #[inline]
    fn take(&mut self, full: u8) -> Outcome<T> {
        // SAFETY: this is the consumer, who has acquired this state, and leaves it below.
        let outcome = unsafe { self.cell.take_outcome(full) };
        // ORDERING: relaxed, because who frees the cell acquires what was done by who left it.
        self.cell.state.store(TAKEN, Ordering::Relaxed);
        if full == FINISHED {
            self.cell.0.note_that_completers_left();
        }
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
        while is_pending(state) || state == ASKING {
            // ORDERING: release, for who hears from `is_closed`; acquire, for the outcome.
            let closed = self.cell.state.compare_exchange(
                state,
                CLOSED,
                Ordering::Release,
                Ordering::Acquire,
            );
            match closed {
                Ok(state) if is_watched(state) => {
                    // SAFETY: the state has just left it.
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
