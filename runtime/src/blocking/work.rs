//! One piece of blocking code, and the future that waits for it.

use std::fmt;
use std::future::Future;
use std::panic::resume_unwind;
use std::pin::Pin;
// Loom's own can't hold a `dyn`.
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::FusedFuture;

use crate::once::Completer;
use crate::once::cell::{Outcome, Waiting, channel};
use crate::panics::{catch, discard};
use crate::sync::{Mutex, lock};

use super::cancelled::{Wanted, while_running};
use super::pool::submit;

/// Runs blocking code on a pool of threads, and awaits what it returns.
///
/// The work is given to the pool at the first poll. Which one that is depends on the features:
///
/// | | inside a runtime of tokio | everywhere else |
/// |---|---|---|
/// | `tokio`, the default | the runtime's own (`spawn_blocking`) | that of a runtime which asyncify keeps for the process |
/// | `blocking` | that of the [`blocking`](https://docs.rs/blocking) crate, which the process shares | the same |
/// | both | the runtime's own | that of the `blocking` crate |
///
/// A runtime has at most 512 threads for this, unless it was built with another number; the `blocking`
/// crate 500, or `BLOCKING_MAX_THREADS`. Work that finds all threads taken waits for one. The kept
/// runtime starts with the first work for it, has one thread besides, and is there until the process
/// ends, which does not wait for it. Work on its pool is inside of it: `tokio::spawn`, timers and sockets
/// work there.
///
/// The future always resolves: work that a runtime has not begun when it is shut down, or has no thread
/// for, is run elsewhere. If the system has no thread to give, the kept runtime's own runs it; and if
/// that could not be started either, the one that polls. (The `blocking` crate waits for a thread.) On
/// `wasm32-unknown-unknown`, which has no threads, the one that polls always does.
///
/// # Cancellation
/// Work that has not begun when the future is dropped never runs; what it captured is dropped on the
/// pool, or with the future if that was never polled. Work that has begun runs on, because nothing can
/// stop a thread from outside, and what it returns is dropped there; if that panics, nobody is told. A
/// loop can ask [`is_cancelled`](crate::is_cancelled). A result that has arrived is dropped with the
/// future. Dropping the future never waits. (A runtime of tokio that is dropped waits for all that its
/// pool has begun, unless it is told otherwise: `shutdown_timeout`.)
///
/// # Panics
/// A panic of the work is resumed in the poll. Polled after completion, the future panics.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// # futures::executor::block_on(async {
/// let manifest = asyncify::blocking(|| std::fs::read_to_string("Cargo.toml")).await?;
/// assert!(manifest.contains("[package]"));
/// # std::io::Result::Ok(()) }).unwrap();
/// ```
///
/// # Among async code
/// A part of a function that blocks is put into a closure; what it needs is moved in, and comes back
/// as its value:
/// ```
/// # use asyncify_runtime as asyncify;
/// use std::io::Write;
///
/// async fn append(mut file: std::fs::File, line: String) -> std::io::Result<std::fs::File> {
///     asyncify::blocking(move || {
///         writeln!(file, "{line}")?;
///         file.sync_data()?;
///         Ok(file)
///     })
///     .await
/// }
/// ```
pub fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Blocking<T> {
    Blocking::of(work, |work| work)
}

/// The future of [`blocking()`]: resolves to what the work returns.
///
/// `Send` if `T` is. It may be moved between tasks and threads while the work runs.
#[must_use = "futures do nothing unless polled"]
pub struct Blocking<T> {
    /// There until the first poll.
    job: Option<Arc<dyn Job>>,
    /// There until it has resolved.
    waiting: Option<Waiting<T>>,
}

impl<T> Blocking<T> {
    /// The future of a job that is made of the work.
    pub(super) fn of<F, J: Job + 'static>(work: F, job: impl FnOnce(Work<T, F>) -> J) -> Self {
        let (done, waiting) = channel();
        let work = Mutex::new(Some(work));
        Self {
            job: Some(Arc::new(job(Work { work, done }))),
            waiting: Some(waiting),
        }
    }
}

// Nothing in it is ever pinned.
impl<T> Unpin for Blocking<T> {}

impl<T> Future for Blocking<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let this = &mut *self;
        let Some(waiting) = &mut this.waiting else {
            panic!("`Blocking` polled after completion");
        };
        let polled = waiting.poll(cx);
        if let Some(job) = this.job.take() {
            job.start();
        }
        let outcome = ready!(polled);
        this.waiting = None;
        match outcome {
            Outcome::Value(value) => Poll::Ready(value),
            Outcome::Panicked(payload) => resume_unwind(payload),
            Outcome::Abandoned => unreachable!("the pool runs all that it is given"),
        }
    }
}

impl<T> FusedFuture for Blocking<T> {
    fn is_terminated(&self) -> bool {
        self.waiting.is_none()
    }
}

impl<T> fmt::Debug for Blocking<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stage = match (&self.job, &self.waiting) {
            (Some(_), _) => "idle",
            (None, Some(_)) => "running",
            (None, None) => "done",
        };
        f.debug_struct("Blocking")
            .field("stage", &stage)
            .finish_non_exhaustive()
    }
}

/// What is begun by the first poll.
pub(super) trait Job: Send + Sync {
    /// Gives it to the pool.
    fn start(self: Arc<Self>);
}

/// The code, and who waits for what it returns.
pub(super) struct Work<T, F> {
    work: Mutex<Option<F>>,
    done: Completer<T>,
}

impl<T: Send + 'static, F: FnOnce() -> T + Send + 'static> Job for Work<T, F> {
    fn start(self: Arc<Self>) {
        submit(move || self.run(self.clone(), |work| work()));
    }
}

impl<T, F> Work<T, F> {
    /// Runs the code, which is a part of `whole`, if it is still wanted.
    pub(super) fn run(&self, whole: Arc<dyn Wanted>, call: impl FnOnce(F) -> T) {
        let Some(work) = lock(&self.work).take() else {
            return;
        };
        if self.done.is_closed() {
            discard(work);
            return;
        }
        match while_running(whole, || catch(|| call(work))) {
            Ok(value) => self.done.complete(value),
            Err(payload) => self.done.complete_with(|| resume_unwind(payload)),
        }
    }
}

impl<T: Send, F: Send> Wanted for Work<T, F> {
    fn is_wanted(&self) -> bool {
        !self.done.is_closed()
    }
}
