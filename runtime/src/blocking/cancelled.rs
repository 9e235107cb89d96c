//! Blocking code that asks whether anybody waits for it.

use std::cell::RefCell;
// Loom's own can't hold a `dyn`.
use std::sync::Arc;

use crate::sync::per_thread;

/// What somebody waits for, or did.
pub(super) trait Wanted: Send + Sync {
    fn is_wanted(&self) -> bool;
}

type Running = RefCell<Option<Arc<dyn Wanted>>>;

per_thread! {
    /// What runs on this thread.
    static RUNNING: Running = const { RefCell::new(None) };
}

/// Whether nobody awaits any more what runs here: for blocking code that can stop early.
///
/// True in the work of [`blocking()`](crate::blocking()) whose future was dropped, and in the iterator
/// of a [`BlockingStream`](crate::BlockingStream) that was closed or dropped. It stays true. It is
/// false everywhere else, also on threads that such work starts. It takes no longer than a lock that
/// nobody holds, so a loop may ask each time round.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// /// The first factor above one, or `None` if nobody wants to know any more.
/// fn factor(n: u64) -> Option<u64> {
///     (2..=n).take_while(|_| !asyncify::is_cancelled()).find(|d| n % d == 0)
/// }
///
/// # futures::executor::block_on(async {
/// assert_eq!(asyncify::blocking(|| factor(91)).await, Some(7));
/// # });
/// ```
pub fn is_cancelled() -> bool {
    let is_unwanted = |running: &Running| {
        running
            .borrow()
            .as_ref()
            .is_some_and(|work| !work.is_wanted())
    };
    RUNNING.try_with(is_unwanted).unwrap_or(false)
}

/// Runs the code as a part of the work.
pub(super) fn while_running<R>(work: Arc<dyn Wanted>, code: impl FnOnce() -> R) -> R {
    let _outer = Outer(run(Some(work)));
    code()
}

/// What comes back when this ends.
struct Outer(Option<Arc<dyn Wanted>>);

impl Drop for Outer {
    fn drop(&mut self) {
        drop(run(self.0.take()));
    }
}

/// Puts the work in the place of what ran here so far.
fn run(work: Option<Arc<dyn Wanted>>) -> Option<Arc<dyn Wanted>> {
    RUNNING
        .try_with(|running| running.replace(work))
        .ok()
        .flatten()
}
