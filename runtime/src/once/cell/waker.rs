//! The place of a waker. Who may take it out, [`state`](super::state) tells.
//! Tested by `loom_once`, `races_once`.
#![allow(unsafe_code, reason = "a waker is moved by its two words")]

use std::ptr;
use std::task::{RawWakerVTable, Waker};

use crate::sync::atomic::{AtomicPtr, Ordering};

/// The words of a waker. They are atomic, so that a completer can look at them before it knows
/// whether it will be the one who takes the waker out. Those of a waker that was taken out stay.
///
/// ORDERING: relaxed throughout; who takes a waker out has acquired the state that says it is there.
pub(super) struct Place {
    data: AtomicPtr<()>,
    vtable: AtomicPtr<RawWakerVTable>,
}

/// What was in the place at some moment. One word may be older than the other.
#[derive(Clone, Copy)]
pub(super) struct Words {
    data: *const (),
    vtable: *const RawWakerVTable,
}

impl Words {
    const NONE: Self = Self {
        data: ptr::null(),
        vtable: ptr::null(),
    };

    fn of(waker: &Waker) -> Self {
        Self {
            data: waker.data(),
            vtable: waker.vtable(),
        }
    }

    /// # Safety
    /// The words are those of one waker, which nobody else takes out.
    #[inline]
    pub(super) unsafe fn into_waker(self) -> Waker {
        // SAFETY: the words of a waker that was forgotten, by this function's contract; a vtable
        // lives for ever.
        unsafe { Waker::new(self.data, &*self.vtable) }
    }
}

impl Place {
    #[inline]
    pub(super) fn of(waker: Option<Waker>) -> Self {
        let words = waker.as_ref().map_or(Words::NONE, Words::of);
        std::mem::forget(waker);
        Self {
            data: AtomicPtr::new(words.data.cast_mut()),
            vtable: AtomicPtr::new(words.vtable.cast_mut()),
        }
    }

    /// Puts a waker in. The one before, unless it was taken out, is forgotten.
    pub(super) fn put(&self, waker: Waker) {
        self.store(Words::of(&waker));
        std::mem::forget(waker);
    }

    /// The waker that was put in last was taken out by the caller, so that nobody wakes it.
    pub(super) fn clear(&self) {
        self.store(Words::NONE);
    }

    fn store(&self, Words { data, vtable }: Words) {
        self.data.store(data.cast_mut(), Ordering::Relaxed);
        self.vtable.store(vtable.cast_mut(), Ordering::Relaxed);
    }

    /// What is in the place.
    #[inline]
    pub(super) fn words(&self) -> Words {
        Words {
            data: self.data.load(Ordering::Relaxed),
            vtable: self.vtable.load(Ordering::Relaxed),
        }
    }

    /// Whether the waker that the caller has put in last, and left there, is this one.
    #[inline]
    pub(super) fn last_is(&self, waker: &Waker) -> bool {
        let Words { data, vtable } = self.words();
        ptr::eq(data, waker.data()) && ptr::eq(vtable, waker.vtable())
    }
}
