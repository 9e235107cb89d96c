//! Keys that last as long as somebody waits for the callback: what generated code uses.

use std::any::Any;
use std::ffi::c_void;
use std::mem::ManuallyDrop;
use std::rc::Rc;
use std::sync::Arc;

use super::slot::Held;
use super::table::{RawKey, Reserved};
use super::{TABLE, local, word};
use crate::quick::Quick;

/// A key on the consumer's side: it is released when the consumer has left. Where the consumer has
/// two halves, each has a copy.
#[derive(Clone, Debug)]
pub struct Attached {
    key: Arc<Releasing>,
    /// Whether C says itself when it is done with the callback.
    is_destroyed: bool,
}

/// A key that is released when this is dropped.
#[derive(Debug)]
pub(crate) struct Releasing(RawKey);

impl Releasing {
    /// As a number that is never zero. Nothing releases the key until it is made of it again.
    pub(crate) fn into_raw(self) -> usize {
        ManuallyDrop::new(self).0.0
    }

    /// None of zero.
    pub(crate) fn from_raw(raw: usize) -> Option<Self> {
        (raw != 0).then_some(Self(RawKey(raw)))
    }
}

impl Attached {
    /// Whether an API that was stopped may be taken to have dropped its callback.
    pub(crate) fn is_over_when_stopped(&self) -> bool {
        !self.is_destroyed
    }

    /// The key alone, for a consumer without halves; none if somebody has a copy.
    pub(crate) fn into_alone(self) -> Option<Releasing> {
        Arc::into_inner(self.key)
    }
}

impl Drop for Releasing {
    fn drop(&mut self) {
        super::release(word(self.0));
    }
}

/// What a callback sends its values by: it leads to the consumer, where a key can be left.
pub trait Anchor {
    /// Leaves the key with the consumer.
    fn attach(&self, key: Attached);
}

/// A key for an API that does not say when it is done with its callback.
pub fn key(anchor: &impl Anchor) -> Reserved {
    reserve(anchor, false)
}

/// A key for an API that says by a destroy notify when it is done with its callback.
pub fn key_until_destroyed(anchor: &impl Anchor) -> Reserved {
    reserve(anchor, true)
}

fn reserve(anchor: &impl Anchor, is_destroyed: bool) -> Reserved {
    let reserved = TABLE.reserve();
    anchor.attach(Attached {
        key: Arc::new(Releasing(reserved.key())),
        is_destroyed,
    });
    reserved
}

impl Reserved {
    /// The user-data word that leads to `callbacks`, on any thread.
    pub fn leads_to<T: Any + Send + Sync>(self, callbacks: T) -> *mut c_void {
        word(self.fill(Held::Shared(Box::new(callbacks))))
    }

    /// The user-data word that leads to `callbacks` on this thread, and nowhere on another.
    pub fn leads_here_to<T: Any>(self, callbacks: T) -> *mut c_void {
        word(local::fill(&TABLE, self, Rc::new(callbacks)))
    }
}

/// A closure, or what it holds, for one caller at a time.
#[derive(Debug)]
pub struct Exclusive<F: ?Sized>(Quick<F>);

impl<F> Exclusive<F> {
    /// Nobody calls it yet.
    pub fn new(callback: F) -> Self {
        Self(Quick::new(callback))
    }

    /// Takes no lock: a `&mut` shows that there is no other caller.
    pub fn get_mut(&mut self) -> &mut F {
        self.0.get_mut()
    }
}

impl<F: ?Sized> Exclusive<F> {
    /// Refuses the call if another one is under way, on this thread or on another.
    pub fn enter<R>(&self, call: impl FnOnce(&mut F) -> R) -> Option<R> {
        let Some(mut callback) = self.0.try_lock() else {
            super::refuse();
            return None;
        };
        Some(call(&mut callback))
    }
}

/// What C keeps a user-data word in.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` can't hold the user data: it needs the width of a pointer",
    label = "expected a raw pointer or `usize`"
)]
pub trait Word {
    /// As C is given it.
    fn given(word: *mut c_void) -> Self;
    /// As C hands it back.
    fn handed_back(self) -> *mut c_void;
}

impl<T> Word for *mut T {
    fn given(word: *mut c_void) -> Self {
        word.cast()
    }

    fn handed_back(self) -> *mut c_void {
        self.cast()
    }
}

impl<T> Word for *const T {
    fn given(word: *mut c_void) -> Self {
        word.cast_const().cast()
    }

    fn handed_back(self) -> *mut c_void {
        self.cast_mut().cast()
    }
}

impl Word for usize {
    fn given(word: *mut c_void) -> Self {
        word.addr()
    }

    fn handed_back(self) -> *mut c_void {
        std::ptr::without_provenance_mut(self)
    }
}

/// What a call is answered with that came too late.
#[diagnostic::on_unimplemented(
    message = "a call that comes too late must be answered too, and `{Self}` has no default",
    label = "the callback returns this",
    note = "say what the answer is then: `#[reply(.., closed = value)]`"
)]
pub trait Answer {
    /// The default.
    fn too_late() -> Self;
}

#[diagnostic::do_not_recommend]
impl<R: Default> Answer for R {
    fn too_late() -> Self {
        R::default()
    }
}
