//! The caller's side of a task.

use std::fmt;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};

use futures_core::FusedFuture;

use crate::block_on::block_on;
use crate::once::Completer;
use crate::once::cell::{Outcome, Waiting, channel};
use crate::panics::catch_async;

use super::PortalError;
use super::inbox::{Id, Inbox};

/// A task on a loop: what [`Portal::spawn`](crate::Portal::spawn) returns.
///
/// As a future it resolves to what the task returned, on any executor, also on the loop that runs the
/// task; [`wait`](Self::wait) blocks instead. A panic of the task is resumed there. If it is dropped,
/// the task runs on, and its result is dropped on the loop's thread; a result that is there already is
/// dropped with this.
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
    /// [`OwnThread`](PortalError::OwnThread) on the loop's own thread, if the task is not done: it runs
    /// on, as if this were dropped. [`Closed`](PortalError::Closed) if the loop shuts down before the task is
    /// done. [`Cancelled`](PortalError::Cancelled) after [`cancel`](Self::cancel), unless the task
    /// was done before.
    ///
    /// # Panics
    /// With the panic of the task, if it panicked.
    pub fn wait(mut self) -> Result<T, PortalError> {
        if !self.inbox.is_on_own_thread() {
            return block_on(self);
        }
        match Pin::new(&mut self).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(answer) => answer,
            Poll::Pending => Err(PortalError::OwnThread),
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
