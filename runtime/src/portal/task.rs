//! The caller's side of a task.

use std::fmt;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use futures_core::FusedFuture;

use crate::block_on::block_on_until;
use crate::once::Completer;
use crate::once::cell::{Outcome, Waiting, channel};
use crate::panics::catch_async;
use crate::sync::Deadline;

use super::PortalError;
use super::inbox::{Id, Inbox};

/// A task on a loop: what [`Portal::spawn`](crate::Portal::spawn) returns.
///
/// As a future it resolves to what the task returned, on any executor, also on the loop that runs the
/// task; [`wait`](Self::wait) blocks instead, and [`wait_timeout`](Self::wait_timeout) not for ever. A
/// panic of the task is resumed there.
///
/// If it is dropped, the task runs on, unless [`cancel_on_drop`](Self::cancel_on_drop) says otherwise,
/// and its result is dropped on the loop's thread; a result that is there already is dropped with this.
///
/// ```
/// # use asyncify_runtime::{Portal, PortalError};
/// let portal = Portal::start();
/// # futures::executor::block_on(async {
/// let sum = portal.spawn(async || 1 + 2)?;
/// assert_eq!(sum.await, Ok(3));
/// # Ok::<(), PortalError>(()) }).unwrap();
/// ```
pub struct PortalTask<T> {
    id: Id,
    inbox: Arc<Inbox>,
    cancelled: bool,
    is_cancelled_by_drop: bool,
    /// There until the outcome is taken.
    answer: Option<Waiting<T>>,
}

impl<T: Send + 'static> PortalTask<T> {
    /// Has the loop run the function.
    pub(super) fn start<F>(inbox: &Arc<Inbox>, function: F) -> Result<Self, PortalError>
    where
        F: AsyncFnOnce() -> T + Send + 'static,
    {
        let (done, answer) = channel();
        let work = move || -> Pin<Box<dyn Future<Output = ()>>> { Box::pin(run(function, done)) };
        Ok(Self {
            id: inbox.send(Box::new(work))?,
            inbox: Arc::clone(inbox),
            cancelled: false,
            is_cancelled_by_drop: false,
            answer: Some(answer),
        })
    }
}

impl<T> PortalTask<T> {
    /// Waits for the task on the calling thread, which sleeps meanwhile.
    ///
    /// On a thread of another loop it stops that loop: `.await` the task there.
    ///
    /// ```
    /// # use asyncify_runtime::{Portal, PortalError};
    /// let portal = Portal::start();
    /// let sums: Vec<_> = (1..4).map(|n| portal.spawn(async move || n + n)).collect();
    /// let sums: Result<Vec<u8>, PortalError> = sums.into_iter().map(|sum| sum?.wait()).collect();
    /// assert_eq!(sums, Ok(vec![2, 4, 6]));
    /// ```
    ///
    /// # Errors
    /// [`OwnThread`](PortalError::OwnThread) on the loop's own thread, if the task is not done: then this is
    /// dropped. [`Closed`](PortalError::Closed) if the loop shuts down before the task is done.
    /// [`Cancelled`](PortalError::Cancelled) after [`cancel`](Self::cancel), unless the task was done
    /// before.
    ///
    /// # Panics
    /// With the panic of the task, if it panicked.
    pub fn wait(mut self) -> Result<T, PortalError> {
        self.wait_until(Deadline::Never)
    }

    /// [`wait`](Self::wait) for at most so long. After that the task runs on, and may be waited for again,
    /// awaited or cancelled.
    ///
    /// The thread sleeps until there is an answer or the time is over; the loop needs no timers. With
    /// `Duration::ZERO` it only looks whether the task is done, and a time too long for the clock has
    /// no end.
    ///
    /// ```
    /// # use asyncify_runtime::{Portal, PortalError};
    /// use std::time::Duration;
    ///
    /// let portal = Portal::start();
    /// let mut sum = portal.spawn(async || 1 + 2)?;
    /// assert_eq!(sum.wait_timeout(Duration::from_secs(60)), Ok(3));
    ///
    /// let mut endless = portal.spawn(async || std::future::pending::<()>().await)?;
    /// if endless.wait_timeout(Duration::from_millis(1)) == Err(PortalError::TimedOut) {
    ///     endless.cancel();
    /// }
    /// assert_eq!(endless.wait(), Err(PortalError::Cancelled));
    /// # Ok::<(), PortalError>(())
    /// ```
    ///
    /// # Errors
    /// [`TimedOut`](PortalError::TimedOut) if the task was not done in time. Else as `wait`, but after
    /// [`OwnThread`](PortalError::OwnThread), too, it may be waited for again.
    ///
    /// # Panics
    /// As `wait`, and if it has returned anything but these two errors before.
    pub fn wait_timeout(&mut self, timeout: Duration) -> Result<T, PortalError> {
        self.wait_until(Deadline::after(Some(timeout)))
    }

    fn wait_until(&mut self, deadline: Deadline) -> Result<T, PortalError> {
        let (polled, otherwise) = match self.inbox.is_on_own_thread() {
            true => {
                let mut cx = Context::from_waker(Waker::noop());
                (Pin::new(self).poll(&mut cx), PortalError::OwnThread)
            }
            false => (block_on_until(self, deadline), PortalError::TimedOut),
        };
        match polled {
            Poll::Ready(answer) => answer,
            Poll::Pending => Err(otherwise),
        }
    }

    /// Asks the loop to drop the task's future, which is done on the loop's thread, between two of its
    /// polls. What the task has done by then stays done.
    ///
    /// It returns at once. To see when the task is gone, wait for it:
    ///
    /// ```
    /// # use asyncify_runtime::{Portal, PortalError};
    /// let portal = Portal::start();
    /// let mut endless = portal.spawn(async || std::future::pending::<()>().await)?;
    /// endless.cancel();
    /// assert_eq!(endless.wait(), Err(PortalError::Cancelled));
    /// # Ok::<(), PortalError>(())
    /// ```
    pub fn cancel(&mut self) {
        self.cancelled = true;
        self.inbox.cancel(self.id);
    }

    /// Makes a drop of this [`cancel`](Self::cancel) the task, if there is no answer yet: nobody waits
    /// for it any more. So a task that is awaited ends with the future that awaits it.
    ///
    /// ```
    /// # use asyncify_runtime::{Portal, PortalError};
    /// let portal = Portal::start();
    /// let (held, released) = std::sync::mpsc::channel::<()>();
    /// let task = portal.spawn(async move || {
    ///     let _held = held;
    ///     std::future::pending::<()>().await
    /// })?;
    /// drop(task.cancel_on_drop());
    /// assert!(released.recv().is_err()); // the task's future is gone
    /// # Ok::<(), PortalError>(())
    /// ```
    #[must_use = "dropped, it cancels the task at once"]
    pub fn cancel_on_drop(mut self) -> Self {
        self.is_cancelled_by_drop = true;
        self
    }
}

impl<T> Drop for PortalTask<T> {
    fn drop(&mut self) {
        if self.is_cancelled_by_drop && self.answer.is_some() {
            self.cancel();
        }
    }
}

// Nothing in it is ever pinned.
impl<T> Unpin for PortalTask<T> {}

impl<T> Future for PortalTask<T> {
    type Output = Result<T, PortalError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = self.answer.as_mut();
        let answer = answer.expect("`PortalTask` polled after completion");
        let outcome = ready!(answer.poll(cx));
        self.answer = None;
        Poll::Ready(match outcome {
            Outcome::Value(value) => Ok(value),
            Outcome::Abandoned if self.cancelled => Err(PortalError::Cancelled),
            Outcome::Abandoned => Err(PortalError::Closed),
            Outcome::Panicked(payload) => resume_unwind(payload),
        })
    }
}

impl<T> FusedFuture for PortalTask<T> {
    fn is_terminated(&self) -> bool {
        self.answer.is_none()
    }
}

impl<T> fmt::Debug for PortalTask<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PortalTask")
            .field("done", &self.answer.is_none())
            .finish_non_exhaustive()
    }
}

/// The loop's side: runs the function, and tells how it ended. If it is dropped before, that is what
/// is told.
async fn run<T>(function: impl AsyncFnOnce() -> T, done: Completer<T>) {
    match catch_async(async { function().await }).await {
        Ok(value) => done.complete(value),
        Err(payload) => done.complete_with(|| resume_unwind(payload)),
    }
}
