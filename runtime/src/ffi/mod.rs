//! C callbacks by hand: what leads from a user-data word back to the task that waits.
//!
//! A C API that calls back hands a `void*` back to its callback. Here that word is not a pointer but
//! a [`Key`]: a number that opens a table if it is still good. A callback that fires twice, too late,
//! after a cancellation, or with a word that was never given out, finds nothing: it is
//! [refused], which is harmless. No function of this module is `unsafe`, none unwinds, and
//! none trusts what C hands over.
//!
//! `#[asyncify] unsafe extern "C" { .. }` writes all of this. By hand it serves callbacks that are a
//! field of a struct, or whose user data was given to another function. Four steps:
//!
//! 1. Make a [`Key`] of what the callback is for, mostly a [`Completer`] or an [`Emitter`].
//! 2. Give C its [`as_ptr`](Key::as_ptr), wherever it wants its user data.
//! 3. Return the key from the start closure, as the handle or a part of it: then it is good exactly
//!    as long as somebody waits.
//! 4. In an `extern "C" fn` of your own, pass the word on to [`complete`] or [`emit`].
//!
//! ```
//! # use asyncify_runtime as asyncify;
//! use asyncify::{Completer, ffi, once};
//! use std::ffi::{c_int, c_void};
//!
//! /// Of a C library.
//! #[repr(C)]
//! struct Request {
//!     on_done: extern "C" fn(status: c_int, data: *mut c_void),
//!     data: *mut c_void,
//! }
//! # fn c_library_start(request: &Request) { (request.on_done)(7, request.data) }
//!
//! extern "C" fn on_done(status: c_int, data: *mut c_void) {
//!     ffi::complete(data, || status);
//! }
//!
//! # futures::executor::block_on(async {
//! let status = once(|done: Completer<c_int>| {
//!     let key = ffi::Key::new(done);
//!     c_library_start(&Request { on_done, data: key.as_ptr() });
//!     key
//! });
//! assert_eq!(status.await, Ok(7));
//! # });
//! ```
//!
//! The types must agree: a word that was made for a `Completer<i32>` is refused by
//! `complete(data, || 1_u8)`. Where a number has no type of its own, give it one.
//!
//! A realtime thread may look a key up: that takes no lock, allocates nothing, calls nothing of the
//! system, and takes bounded time, whoever else uses the key, releases it, or makes another one. By
//! [`write()`], [`fill`] and [`alone`] it is never the one who drops what the key leads to, either: if
//! the key is released during such a call, a thread of its own does that. What generated code makes of
//! a callback with samples is such a call.

mod anchor;
mod local;
mod slot;
mod table;

use std::ffi::c_void;
use std::fmt;
use std::marker::PhantomData;
use std::ptr;
use std::rc::Rc;

use crate::panics::{Payload, catch, discard};
use crate::sync::atomic::{AtomicUsize, Ordering};
use crate::sync::process_wide;
use crate::{Completer, Emitter, threads};

use slot::Held;
use table::{RawKey, Table};

pub(crate) use anchor::{Attached, Releasing};

/// What generated code names.
#[doc(hidden)]
pub mod generated {
    pub use super::anchor::{Anchor, Answer, Attached, Exclusive, Word};
    pub use super::anchor::{key, key_until_destroyed};
    pub use super::table::Reserved;
}

process_wide! {
    static TABLE: Table = Table::new();
    static REFUSED: AtomicUsize = AtomicUsize::new(0);
}

/// A user-data word for C that leads to a `T`, for as long as this exists.
///
/// Dropping it makes the word stale: calls that come with it later are [refused]. A call
/// that is under way on another thread at that time still finishes, and only then is the `T`
/// dropped.
///
/// It is `Send` and `Sync` whatever `T` is.
pub struct Key<T> {
    raw: RawKey,
    leads_to: PhantomData<fn() -> T>,
}

impl<T: Send + Sync + 'static> Key<T> {
    /// A key that leads to `target` on any thread.
    ///
    /// [`Completer`] and [`Emitter`] can be targets, tuples of them, and any type of your own for
    /// [`with`]. What is not `Sync`, such as a `FrameWriter`, goes into a
    /// [`Mutex`](std::sync::Mutex).
    ///
    /// # Panics
    /// If all keys are in use: 2³² where pointers have 64 bits, 2²⁰ where they have 32.
    pub fn new(target: T) -> Self {
        Self::of(TABLE.reserve().fill(Held::Shared(Box::new(target))))
    }
}

impl<T: 'static> Key<T> {
    /// A key that leads to `target` on this thread; calls on another one are refused.
    ///
    /// For C libraries that live on one thread, and targets that are not `Send`. If the key is
    /// dropped on another thread, the target is dropped by the next `here` on this thread, or when
    /// this thread ends: a stream that a destroy notify ends should be told on its own thread.
    ///
    /// In the destructor of a thread-local, where this thread has let go of its keys already, the
    /// target is dropped at once: a call is abandoned, and a stream ends.
    ///
    /// # Panics
    /// As [`new`](Self::new).
    pub fn here(target: T) -> Self {
        Self::of(local::fill(&TABLE, TABLE.reserve(), Rc::new(target)))
    }
}

impl<T> Key<T> {
    fn of(raw: RawKey) -> Self {
        Self {
            raw,
            leads_to: PhantomData,
        }
    }

    /// The word to give to C. It is not a pointer to anything, and never null.
    pub fn as_ptr(&self) -> *mut c_void {
        word(self.raw)
    }

    /// The word to give to C, which stays good until [`release`] is called with it.
    ///
    /// For APIs that say when they are done with the callback, by a destroy notify. If it never
    /// comes, what the key leads to is leaked.
    ///
    /// ```
    /// # use asyncify_runtime as asyncify;
    /// use asyncify::{Emitter, StreamOptions, ffi, stream};
    /// use futures::StreamExt;
    /// use std::ffi::{c_int, c_void};
    ///
    /// type Callback = extern "C" fn(c_int, *mut c_void);
    /// # fn c_watch(callback: Callback, data: *mut c_void, destroy: extern "C" fn(*mut c_void)) {
    /// #     callback(1, data); callback(2, data); destroy(data); callback(3, data);
    /// # }
    ///
    /// extern "C" fn on_event(event: c_int, data: *mut c_void) {
    ///     ffi::emit(data, || event);
    /// }
    /// extern "C" fn destroy(data: *mut c_void) {
    ///     ffi::release(data);
    /// }
    ///
    /// # futures::executor::block_on(async {
    /// let events = stream(StreamOptions::new(), |events: Emitter<c_int>| {
    ///     c_watch(on_event, ffi::Key::new(events).into_ptr(), destroy);
    /// });
    /// // The destroy notify has dropped the emitter, which ends the stream.
    /// assert_eq!(events.collect::<Vec<_>>().await, [1, 2]);
    /// # });
    /// ```
    pub fn into_ptr(self) -> *mut c_void {
        let word = self.as_ptr();
        std::mem::forget(self);
        word
    }
}

impl<T> Drop for Key<T> {
    fn drop(&mut self) {
        release(word(self.raw));
    }
}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Key").field(&self.as_ptr()).finish()
    }
}

fn word(key: RawKey) -> *mut c_void {
    ptr::without_provenance_mut(key.0)
}

fn refuse() {
    // ORDERING: relaxed, because it only counts.
    REFUSED.fetch_add(1, Ordering::Relaxed);
}

/// Runs `call` with what the word leads to.
///
/// Returns what `call` returns. `None` if the call is [refused], or if `call` panics: the
/// panic goes no further, because there is nobody to take it.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::ffi;
/// use std::sync::Mutex;
///
/// let key = ffi::Key::new(Mutex::new(Vec::<u8>::new()));
/// let word = key.as_ptr();
/// let count = ffi::with(word, |seen: &Mutex<Vec<u8>>| {
///     let mut seen = seen.lock().unwrap();
///     seen.push(1);
///     seen.len()
/// });
/// assert_eq!(count, Some(1));
///
/// drop(key);
/// assert_eq!(ffi::with(word, |_: &Mutex<Vec<u8>>| ()), None);
/// ```
pub fn with<T: 'static, R>(data: *mut c_void, call: impl FnOnce(&T) -> R) -> Option<R> {
    let key = RawKey(data.addr());
    let answer = TABLE.enter(key).and_then(|user| {
        let answer = user.look(|held| called(key, held, call));
        TABLE.leave(key, user);
        answer
    });
    answered(answer)
}

/// [`with`] for realtime threads, and for what is to be called by one at a time.
///
/// A call that comes while another one by this function is under way, with the same word, is
/// [refused]. No lock is taken, nor one left behind that others would wait for. If the
/// key is released during the call, what it leads to is not dropped by this thread, but soon after
/// by one of the runtime's own. (That of a key which was made by [`Key::here`] can't be, and if there
/// is no other thread to be had, it is leaked rather than that this one waits for itself.)
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::ffi;
/// use std::sync::atomic::{AtomicU32, Ordering};
///
/// let key = ffi::Key::new(AtomicU32::new(1));
/// let word = key.as_ptr();
/// let seen = ffi::alone(word, |count: &AtomicU32| {
///     // A callback that calls itself is refused.
///     assert_eq!(ffi::alone(word, |_: &AtomicU32| ()), None);
///     count.fetch_add(1, Ordering::Relaxed)
/// });
/// assert_eq!(seen, Some(1));
/// ```
pub fn alone<T: 'static, R>(data: *mut c_void, call: impl FnOnce(&T) -> R) -> Option<R> {
    let key = RawKey(data.addr());
    let answer = TABLE.enter_alone(key).and_then(|alone| {
        let _inside = threads::inside();
        alone.look(|held| called(key, held, call))
    });
    answered(answer)
}

/// Calls what the key leads to, if it is a `T` and on this thread.
fn called<T: 'static, R>(
    key: RawKey,
    held: &Held,
    call: impl FnOnce(&T) -> R,
) -> Option<Result<R, Payload>> {
    match held {
        Held::Shared(held) => held.downcast_ref().map(|target| catch(|| call(target))),
        Held::Elsewhere(_) => local::get(key).and_then(|held| {
            let answer = held.downcast_ref().map(|target| catch(|| call(target)));
            discard(held);
            answer
        }),
    }
}

fn answered<R>(answer: Option<Result<R, Payload>>) -> Option<R> {
    match answer {
        Some(answer) => answer.map_err(discard).ok(),
        None => {
            refuse();
            None
        }
    }
}

/// Completes the call that the word of a [`Key<Completer<T>>`](Key) leads to with what `value`
/// returns.
///
/// Returns whether the word led there. `value` runs only if it is wanted; its panic is resumed in
/// the future, see [`Completer::complete_with`].
pub fn complete<T: Send + 'static>(data: *mut c_void, value: impl FnOnce() -> T) -> bool {
    with(data, |done: &Completer<T>| done.complete_with(value)).is_some()
}

/// Delivers what `value` returns to the stream that the word of a [`Key<Emitter<T>>`](Key) leads to.
///
/// Returns whether anybody listens. `value` runs only if somebody does; its panic is resumed in the
/// consumer, see [`Emitter::emit_with`].
pub fn emit<T: Send + 'static>(data: *mut c_void, value: impl FnOnce() -> T) -> bool {
    with(data, |events: &Emitter<T>| events.emit_with(value)).unwrap_or(false)
}

/// Ends the stream that the word of a [`Key<Emitter<T>>`](Key) leads to.
///
/// Returns whether the word led there. The type of the items must be named: `ffi::end::<u8>(data)`.
pub fn end<T: Send + 'static>(data: *mut c_void) -> bool {
    with(data, Emitter::<T>::end).is_some()
}

/// Delivers the error that `error` returns to the stream of results that the word of a
/// [`Key<Emitter<Result<T, E>>>`](Key) leads to.
///
/// Returns whether the word led there. See [`Emitter::fail_with`].
pub fn fail<T: Send + 'static, E: Send + 'static>(
    data: *mut c_void,
    error: impl FnOnce() -> E,
) -> bool {
    with(data, |events: &Emitter<Result<T, E>>| {
        events.fail_with(error);
    })
    .is_some()
}

/// Writes the block of samples that `block` returns, and what belongs to it, to the stream that the
/// word of a [`Key<Mutex<FrameWriter<T, I>>>`](Key) leads to.
///
/// Returns whether the word led there and no other call was writing: such a call is refused. A panic
/// of `block` is resumed in the consumer.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::{FrameOptions, FrameWriter, ffi, frames};
/// use futures::StreamExt;
/// use std::sync::Mutex;
///
/// # futures::executor::block_on(async {
/// let mut sound = frames(FrameOptions::new(), |frames: FrameWriter<i16>| {
///     let key = ffi::Key::new(Mutex::new(frames));
///     assert!(ffi::write(key.as_ptr(), || (&[1_i16, 2, 3][..], ())));
///     key
/// });
/// assert_eq!(*sound.next().await.unwrap(), [1, 2, 3]);
/// # });
/// ```
pub fn write<'a, T, I>(data: *mut c_void, block: impl FnOnce() -> (&'a [T], I)) -> bool
where
    T: Copy + Send + 'static,
    I: Send + 'static,
{
    locked(data, |frames: &crate::FrameWriter<T, I>| {
        frames.write_catching(block);
    })
}

/// Fills the slice that `slice` returns with what was written to the feed that the word of a
/// [`Key<Mutex<FeedReader<T>>>`](Key) leads to.
///
/// Returns whether the word led there and no other call was filling: such a call is refused, and
/// nothing is filled. A panic of `slice` is resumed in the consumer.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::{FeedOptions, FeedReader, feed, ffi};
/// use std::sync::Mutex;
///
/// let mut played = feed(FeedOptions::new(), |source: FeedReader<i16>| {
///     ffi::Key::new(Mutex::new(source))
/// });
/// assert_eq!(played.try_write(&[1, 2]), Ok(2));
/// let mut block = [9_i16; 3];
/// assert!(ffi::fill(played.handle().as_ptr(), || &mut block[..]));
/// assert_eq!(block, [1, 2, 0]);
/// ```
pub fn fill<'a, T: Copy + Send + 'static>(
    data: *mut c_void,
    slice: impl FnOnce() -> &'a mut [T],
) -> bool {
    locked(data, |source: &crate::FeedReader<T>| {
        source.fill_catching(slice);
    })
}

/// Runs `call` if no other one is under way. To try a lock of the standard library takes a single
/// compare-exchange, and there is nobody to wake where everybody only tries.
fn locked<T: Send + 'static>(data: *mut c_void, call: impl FnOnce(&T)) -> bool {
    let enter = |target: &std::sync::Mutex<T>| match target.try_lock() {
        Ok(target) => {
            call(&target);
            true
        }
        Err(_) => {
            refuse();
            false
        }
    };
    alone(data, enter).unwrap_or(false)
}

/// Makes a word stale, and drops what it led to: what a destroy notify does.
///
/// Returns whether the word was good. It is not counted as refused if not, because an API may say
/// that it is done after the consumer has left. A panic in dropping goes no further.
pub fn release(data: *mut c_void) -> bool {
    let key = RawKey(data.addr());
    let released = TABLE.release(key);
    local::remove(key);
    released
}

/// How many calls were refused so far, in the whole process: because their word was stale or never
/// given out, led to another type, or belonged to another thread.
///
/// ```
/// use asyncify_runtime::ffi;
///
/// let before = ffi::refused();
/// ffi::emit(std::ptr::null_mut(), || "nobody gave this word out");
/// assert!(ffi::refused() > before);
/// ```
pub fn refused() -> usize {
    // ORDERING: relaxed, because it only counts.
    REFUSED.load(Ordering::Relaxed)
}
