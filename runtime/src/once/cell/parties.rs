//! Who uses a cell: one consumer, and the completers. The last to leave frees it.
//! Tested by `loom_once`, `races_once`.
#![allow(
    unsafe_code,
    reason = "a count keeps the memory alive, and who is counted may look at it"
)]

use std::ops::Deref;
use std::process::abort;
use std::ptr::NonNull;

use crate::panics::discard;
use crate::sync::atomic::Ordering;

use super::slot::Slot;
use super::state::is_full;

const CONSUMER: u32 = 1;
const COMPLETER: u32 = 2;

/// A new cell's.
pub(super) const BOTH: u32 = CONSUMER | COMPLETER;

/// Clones can't be made as fast as to go from here to where the count would overflow.
const TOO_MANY: u32 = u32::MAX / 2;

/// A use of a slot that is counted.
pub(super) struct Party<T>(NonNull<Slot<T>>);

// SAFETY: the two sides may be on two threads: what is shared is atomic, or changes hands as
// `state` says. A value goes from one thread to another, and so must be `Send`. The waker is `Send`,
// and so are keys and what a panic carries.
unsafe impl<T: Send> Send for Party<T> {}
// SAFETY: through a shared reference, a completer puts a value in and never gets to see one; the
// consumer's methods need an exclusive one. So no `&T` is ever shared.
unsafe impl<T: Send> Sync for Party<T> {}

impl<T> Deref for Party<T> {
    type Target = Slot<T>;

    fn deref(&self) -> &Slot<T> {
        // SAFETY: it is counted, so the slot is there as long as this is.
        unsafe { self.0.as_ref() }
    }
}

impl<T> Party<T> {
    /// The completer's and the consumer's use of a new slot.
    pub(super) fn both(slot: NonNull<Slot<T>>) -> (Self, Self) {
        (Self(slot), Self(slot))
    }

    /// One more completer.
    pub(super) fn another_completer(&self) -> Self {
        // ORDERING: relaxed, because whoever clones is a completer already.
        let before = self.parties.fetch_add(COMPLETER, Ordering::Relaxed);
        if before > TOO_MANY {
            abort();
        }
        Self(self.0)
    }

    /// Whether there is one completer, the caller, and the consumer. Who is alone stays alone: nobody
    /// else could make a clone.
    ///
    /// ORDERING: acquire, to see what was done by those who left.
    #[inline]
    pub(super) fn is_only_completer(&self) -> bool {
        self.parties.load(Ordering::Acquire) == BOTH
    }

    /// The consumer knows by a state that it has acquired that no completer is left.
    #[inline]
    pub(super) fn note_that_completers_left(&self) {
        // ORDERING: relaxed, because nobody else is there.
        self.parties.store(CONSUMER, Ordering::Relaxed);
    }

    /// A completer leaves. The last one does `last` before it does.
    ///
    /// # Safety
    /// This was counted as a completer, and is not used any more.
    #[inline]
    pub(super) unsafe fn leave_completers(&self, last: impl FnOnce()) {
        // ORDERING: acquire, here and below, to see what was done by those who left.
        let mut parties = self.parties.load(Ordering::Acquire);
        // Who is alone stays alone: nobody else could make a clone.
        while parties > BOTH {
            // ORDERING: release, for the last one to see what this one did.
            match self.parties.compare_exchange_weak(
                parties,
                parties - COMPLETER,
                Ordering::Release,
                Ordering::Acquire,
            ) {
                Ok(_) => return,
                Err(now) => parties = now,
            }
        }
        last();
        // SAFETY: counted as a completer, by this function's contract.
        unsafe { self.leave(COMPLETER, parties) };
    }

    /// The consumer leaves.
    ///
    /// # Safety
    /// This was counted as the consumer, and is not used any more.
    #[inline]
    pub(super) unsafe fn leave_consumer(&self) {
        // ORDERING: acquire, to see what the completers did before they left.
        let parties = self.parties.load(Ordering::Acquire);
        // SAFETY: counted as the consumer, by this function's contract.
        unsafe { self.leave(CONSUMER, parties) };
    }

    /// # Safety
    /// This was counted with that weight, and is not used any more. A completer is the last of them.
    /// The parties were acquired.
    #[inline]
    unsafe fn leave(&self, weight: u32, parties: u32) {
        // Who is the last need not tell anybody. Otherwise the other side may leave in between, or
        // later.
        // ORDERING: acquire and release, to see what the other side did, or to show it.
        if parties == weight || self.parties.fetch_sub(weight, Ordering::AcqRel) == weight {
            // SAFETY: the last one, whose use ends here.
            unsafe { self.free() };
        }
    }

    /// # Safety
    /// Nobody else uses the slot; what they did has been acquired. This is not used any more.
    unsafe fn free(&self) {
        // ORDERING: relaxed, because all that the others did has been acquired.
        let state = self.state.load(Ordering::Relaxed);
        if is_full(state) {
            // SAFETY: this is the last one; the slot is freed below, so its state is no matter.
            discard(unsafe { self.take_outcome(state) });
        }
        // SAFETY: by this function's contract.
        unsafe { self.free_empty() };
    }

    /// Frees a slot without an outcome.
    ///
    /// # Safety
    /// Nobody else uses the slot, and the outcome's place is empty; what the others did has been
    /// acquired. This is not used any more.
    #[inline]
    pub(super) unsafe fn free_empty(&self) {
        drop(self.take_key());
        // SAFETY: by this function's contract.
        unsafe { Slot::free(self.0) };
    }
}
