//! The callback's side.

use std::fmt;
use std::time::Duration;

use crate::ffi::generated::{Anchor, Attached};
use crate::panics::{catch, discard};
use crate::reply::{self, Desk, Reply};
use crate::sync::Deadline;

use super::cell::{Outcome, Settling};

/// Completes a call from inside its callback. Given to the closure of [`once`](crate::once).
///
/// `Send` and `Sync` exactly when `T` is `Send`, so it may be moved to or shared by any threads.
/// No method panics or unwinds, whatever the future's waker or a dropped value does, and none but
/// [`ask`](Self::ask) blocks.
///
/// Dropping the last clone without completing abandons the call: the future then resolves to
/// [`Abandoned`](crate::Abandoned).
///
/// ```
/// # use asyncify_runtime::{Completer, once};
/// # futures::executor::block_on(async {
/// let sum = once(|done: Completer<u32>| {
///     std::thread::spawn(move || done.complete(1 + 2))
/// });
/// assert_eq!(sum.await, Ok(3));
/// # });
/// ```
pub struct Completer<T> {
    cell: Settling<T>,
}

impl<T> Completer<T> {
    pub(super) fn new(cell: Settling<T>) -> Self {
        Self { cell }
    }

    /// Completes the call and wakes the task that awaits it.
    ///
    /// The first value wins. Later ones are dropped and counted; a value for a future that is gone
    /// is dropped. If the future is dropped while the value is on its way, the value may last as long
    /// as the completers.
    #[inline]
    pub fn complete(&self, value: T) {
        let _inside = self.cell.enter();
        self.cell.settle(Outcome::Value(value));
    }

    /// Completes the call with what `value` returns; its panic is resumed in the future's poll
    /// instead of unwinding into the caller of the callback.
    ///
    /// `value` is not run when nobody wants what it returns: such a call only counts.
    ///
    /// ```
    /// # use asyncify_runtime::{Completer, once};
    /// # futures::executor::block_on(async {
    /// let length = once(|done: Completer<usize>| done.complete_with(|| "four".len()));
    /// assert_eq!(length.await, Ok(4));
    /// # });
    /// ```
    pub fn complete_with(&self, value: impl FnOnce() -> T) {
        let _inside = self.cell.enter();
        if let Some(outcome) = self.made(value) {
            self.cell.settle(outcome);
        }
    }

    /// [`complete`](Self::complete) for a caller that is done with the completer, as in a callback
    /// that can be called once: unless there are clones, to complete and to leave are one step then.
    ///
    /// ```
    /// # use asyncify_runtime::{Completer, once};
    /// # futures::executor::block_on(async {
    /// let sum = once(|done: Completer<u32>| {
    ///     std::thread::spawn(move || done.finish(1 + 2))
    /// });
    /// assert_eq!(sum.await, Ok(3));
    /// # });
    /// ```
    #[inline(always)]
    pub fn finish(self, value: T) {
        let _inside = self.cell.enter();
        self.cell.finish(value);
    }

    /// [`complete_with`](Self::complete_with) for a caller that is done with the completer.
    ///
    /// ```
    /// # use asyncify_runtime::{Completer, once};
    /// # futures::executor::block_on(async {
    /// let length = once(|done: Completer<usize>| done.finish_with(|| "four".len()));
    /// assert_eq!(length.await, Ok(4));
    /// # });
    /// ```
    pub fn finish_with(self, value: impl FnOnce() -> T) {
        let _inside = self.cell.enter();
        match self.made(value) {
            Some(Outcome::Value(value)) => self.cell.finish(value),
            Some(outcome) => self.cell.settle(outcome),
            None => {}
        }
    }

    /// The outcome that `value` makes; none if it is not wanted.
    fn made(&self, value: impl FnOnce() -> T) -> Option<Outcome<T>> {
        if self.cell.refuses() {
            discard(value);
            return None;
        }
        Some(match catch(value) {
            Ok(value) => Outcome::Value(value),
            Err(payload) => Outcome::Panicked(payload),
        })
    }

    /// Completes the call with what `value` makes of a [`Reply`], and blocks until that is
    /// answered: at most for `timeout`.
    ///
    /// Returns `None` when there is no answer: the reply was dropped, by the consumer or because
    /// nobody wants the value any more; the time is over; or `value` panicked, which is treated as
    /// in [`complete_with`](Self::complete_with).
    ///
    /// It does not wait on the thread that polled the future last, which could not answer in time:
    /// the value is delivered, with a reply that is closed. When the future resolves it lets go of
    /// the API's handle: a handle that joins this thread then waits for a reply that is yet to
    /// come, so an API of that kind needs a `timeout`.
    ///
    /// ```
    /// # use asyncify_runtime::{Completer, Reply, once};
    /// # futures::executor::block_on(async {
    /// let question = once(|done: Completer<(u32, Reply<bool>)>| {
    ///     std::thread::spawn(move || done.ask(None, |reply| (7, reply)));
    /// });
    /// let (number, reply) = question.await.unwrap();
    /// assert_eq!(reply.send(number == 7), Ok(()));
    /// # });
    /// ```
    pub fn ask<R>(
        &self,
        timeout: Option<Duration>,
        value: impl FnOnce(Reply<R>) -> T,
    ) -> Option<R> {
        let _inside = self.cell.enter();
        let deadline = Deadline::after(timeout);
        let (reply, asked) = reply::question(Desk::new(false));
        if let Some(outcome) = self.made(|| value(reply)) {
            self.cell.settle_asking(outcome);
        }
        asked.wait(match self.cell.must_answer() {
            true => Deadline::Passed,
            false => deadline,
        })
    }

    /// Runs what answers the API, also when nobody waits any more. Its panic is treated as in
    /// [`complete_with`](Self::complete_with); there is no answer then.
    #[doc(hidden)]
    pub fn reply<R>(&self, reply: impl FnOnce() -> R) -> Option<R> {
        let _inside = self.cell.enter();
        let panicked = |payload| self.cell.settle(Outcome::Panicked(payload));
        catch(reply).map_err(panicked).ok()
    }

    /// Whether a value would no longer be wanted: one has come, or the future is gone.
    pub fn is_closed(&self) -> bool {
        self.cell.is_closed()
    }

    /// How many values came after the first; beyond 65,535 it stays there.
    ///
    /// ```
    /// # use asyncify_runtime::{Completer, once};
    /// # futures::executor::block_on(async {
    /// let mut kept = None;
    /// let first = once(|done: Completer<u8>| {
    ///     done.complete(1);
    ///     done.complete(2);
    ///     kept = Some(done.duplicates());
    /// });
    /// assert_eq!(first.await, Ok(1));
    /// assert_eq!(kept, Some(1));
    /// # });
    /// ```
    pub fn duplicates(&self) -> u64 {
        self.cell.duplicates().into()
    }
}

impl<T> Anchor for Completer<T> {
    fn attach(&self, key: Attached) {
        self.cell.attach(key);
    }
}

impl<T> Clone for Completer<T> {
    fn clone(&self) -> Self {
        Self::new(self.cell.clone())
    }
}

impl<T> fmt::Debug for Completer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Completer")
            .field("closed", &self.is_closed())
            .finish_non_exhaustive()
    }
}
