//! The memory that the two sides share, and the places in it that are not atomic.
//! Tested by `loom_once`, `races_once`, `contract_once_foreign`.
#![allow(
    unsafe_code,
    reason = "the places change hands by `state`, which the compiler can't follow"
)]

use std::alloc::{Layout, handle_alloc_error};
use std::mem::{ManuallyDrop, MaybeUninit};
use std::ptr::NonNull;
use std::task::Waker;

use crate::ffi::Releasing;
use crate::panics::Payload;
use crate::sync::atomic::{AtomicBool, AtomicU8, AtomicU16, AtomicU32, AtomicUsize, Ordering};
use crate::sync::cell::UnsafeCell;
use crate::threads::{Last, Name};

use super::parties::BOTH;
use super::state::{ABANDONED, FINISHED, PANICKED, UNWATCHED, VALUE, WATCHED, is_full};
use super::{Outcome, pool, waker};

/// Whatever has come. [`state`](super::state) tells which one it is. Either begins where this does.
#[repr(C)]
union Stored<T> {
    _value: ManuallyDrop<T>,
    /// In a box, so that a small value does not pay for it.
    _panic: ManuallyDrop<Box<Payload>>,
}

/// 40 bytes besides the payload, where pointers have 64 bits.
pub(super) struct Slot<T> {
    pub(super) state: AtomicU8,
    /// Whether the function that starts the API is still running, on the thread that polls.
    ///
    /// ORDERING: relaxed, because only that thread asks.
    pub(super) starting: AtomicBool,
    /// Counts values after the first, as far as it goes.
    ///
    /// ORDERING: relaxed, because it only counts.
    pub(super) duplicates: AtomicU16,
    /// Who uses the slot: see [`parties`](super::parties).
    pub(super) parties: AtomicU32,
    pub(super) poller: Last,
    pub(super) caller: Last,
    /// The key that C calls back by; zero is none.
    key: AtomicUsize,
    pub(super) waker: waker::Place,
    outcome: UnsafeCell<MaybeUninit<Stored<T>>>,
}

impl<T> Slot<T> {
    /// A slot for a consumer, and one completer. Where there is a waker, the API is about to start.
    #[inline(always)]
    pub(super) fn allocate(poller: Name, waker: Option<Waker>) -> NonNull<Self> {
        let slot = Self {
            state: AtomicU8::new(if waker.is_some() { WATCHED } else { UNWATCHED }),
            starting: AtomicBool::new(waker.is_some()),
            duplicates: AtomicU16::new(0),
            parties: AtomicU32::new(BOTH),
            poller: Last::of(poller),
            caller: Last::nobody(),
            key: AtomicUsize::new(0),
            waker: waker::Place::of(waker),
            outcome: UnsafeCell::new(MaybeUninit::uninit()),
        };
        let layout = Layout::new::<Self>();
        let Some(place) = pool::allocate(layout) else {
            handle_alloc_error(layout);
        };
        let place = place.cast();
        // SAFETY: the memory is new, of this layout, and nobody else knows of it.
        unsafe { place.write(slot) };
        place
    }

    /// Gives the slot's memory back.
    ///
    /// # Safety
    /// It came from `allocate`, and nobody uses it any more. What is in the places is forgotten.
    pub(super) unsafe fn free(slot: NonNull<Self>) {
        // SAFETY: it is a valid slot, by this function's contract; nothing in it has a destructor
        // but what loom knows it by.
        unsafe { slot.drop_in_place() };
        // SAFETY: it was allocated with this layout, and is not used any more.
        unsafe { pool::free(slot.cast(), Layout::new::<Self>()) };
    }

    /// Takes the waker out.
    ///
    /// # Safety
    /// The caller has just made the state leave one that is watched, or has put a waker in that it
    /// has not made watched.
    pub(super) unsafe fn take_waker(&self) -> Waker {
        // SAFETY: there is a waker, and it is the caller's alone.
        unsafe { self.waker.words().into_waker() }
    }

    /// Moves the outcome in. Returns the state that lets the consumer have it.
    ///
    /// # Safety
    /// The caller is the one who claimed, and has not done this before.
    #[inline(always)]
    pub(super) unsafe fn put_outcome(&self, outcome: Outcome<T>) -> u8 {
        match outcome {
            Outcome::Value(value) => {
                // SAFETY: by this function's contract.
                unsafe { self.put_value(value) };
                VALUE
            }
            Outcome::Panicked(payload) => {
                // SAFETY: in `CLAIMED`, the place is the caller's alone; it is large enough.
                self.outcome.with_mut(|place| unsafe {
                    place.cast::<Box<Payload>>().write(Box::new(payload));
                });
                PANICKED
            }
            Outcome::Abandoned => ABANDONED,
        }
    }

    /// Moves a value in.
    ///
    /// # Safety
    /// The place is empty, and the caller's alone.
    #[inline(always)]
    pub(super) unsafe fn put_value(&self, value: T) {
        // SAFETY: by this function's contract; it is large enough.
        self.outcome
            .with_mut(|place| unsafe { place.cast::<T>().write(value) });
    }

    /// Takes back what [`put_value`](Self::put_value) has put in.
    ///
    /// # Safety
    /// The place is still the caller's alone.
    #[inline(always)]
    pub(super) unsafe fn take_value(&self) -> T {
        // SAFETY: by this function's contract.
        self.outcome
            .with(|place| unsafe { place.cast::<T>().read() })
    }

    /// Takes the outcome out.
    ///
    /// # Safety
    /// The caller has acquired this state, which is full, and is the consumer, or the last to use the
    /// slot; or it is the one who put the outcome in, and nobody was told. Nobody takes it again.
    #[inline(always)]
    pub(super) unsafe fn take_outcome(&self, state: u8) -> Outcome<T> {
        debug_assert!(is_full(state));
        // SAFETY: the place is the caller's alone, and the state tells what is in it.
        self.outcome.with(|place| unsafe {
            match state {
                VALUE | FINISHED => Outcome::Value(place.cast::<T>().read()),
                PANICKED => Outcome::Panicked(*place.cast::<Box<Payload>>().read()),
                _ => Outcome::Abandoned,
            }
        })
    }

    /// Keeps a key, and gives back the one before.
    pub(super) fn put_key(&self, key: Releasing) -> Option<Releasing> {
        // ORDERING: who takes a key must have seen it made, or would find nothing to release: so it is
        // released here, and acquired where it is taken.
        Releasing::from_raw(self.key.swap(key.into_raw(), Ordering::AcqRel))
    }

    pub(super) fn take_key(&self) -> Option<Releasing> {
        // ORDERING: as above. Nearly always there is none, so a look saves the exchange.
        match self.key.load(Ordering::Relaxed) {
            0 => None,
            _ => Releasing::from_raw(self.key.swap(0, Ordering::Acquire)),
        }
    }
}

#[cfg(all(test, not(loom), target_pointer_width = "64"))]
mod tests {
    use super::Slot;

    #[test]
    fn a_slot_is_small() {
        assert_eq!(size_of::<Slot<u64>>(), 40 + size_of::<u64>());
        assert_eq!(size_of::<Slot<[u64; 4]>>(), 40 + size_of::<[u64; 4]>());
    }
}
