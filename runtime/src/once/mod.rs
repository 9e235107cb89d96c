//! Called back once: a future.

mod blocking;
pub(crate) mod cell;
mod completer;
mod error;
mod mode;

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::mem;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::FusedFuture;

use crate::release::{Anywhere, Blocking, Here, Keeper};
use cell::{Outcome, Waiting, channel};
use mode::Mode;

pub use blocking::{once_blocking, try_once_blocking};
pub use completer::Completer;
use error::Site;
pub use error::{Abandoned, CallError, NotOk};
pub use mode::{Fallible, Plain};

/// Turns one call of a callback API into a future.
///
/// `start` is run at the first poll. It hands the [`Completer`] to the API and returns what the
/// API returned: that value, the handle, is kept until the future resolves or is dropped. If
/// `start` panics, the panic comes out of that poll.
///
/// The future resolves to the first value, or to [`Abandoned`] when the API drops the completer
/// unused. It may be moved between tasks and threads; it is `Send` when `start`, `T` and `H` are.
///
/// # Cancellation
/// Dropping the future drops the handle, or passes it to what [`Once::cancel`] was given. Where
/// that would happen inside the callback, it is done on a thread of its own instead. A callback
/// that comes later is harmless.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::{Completer, once};
///
/// # futures::executor::block_on(async {
/// let answer = once(|done: Completer<u32>| {
///     std::thread::spawn(move || done.complete(42));
/// });
/// assert_eq!(answer.await, Ok(42));
/// # });
/// ```
#[track_caller]
pub fn once<T, H, S>(start: S) -> Once<T, H, S>
where
    S: FnOnce(Completer<T>) -> H,
    H: Send + 'static,
{
    once_local(start).release_anywhere()
}

/// [`once`] for a handle that must stay on its thread: it is always dropped where the future is.
///
/// ```
/// # use std::rc::Rc;
/// # use asyncify_runtime::{Completer, once_local};
/// # futures::executor::block_on(async {
/// let call = once_local(|done: Completer<Rc<str>>| done.complete("here".into()));
/// assert_eq!(call.await.as_deref(), Ok("here"));
/// # });
/// ```
#[track_caller]
pub fn once_local<T, H, S>(start: S) -> Once<T, H, S, Plain, fn(H), Here>
where
    S: FnOnce(Completer<T>) -> H,
{
    Once::new(start, Site::of::<S>())
}

/// [`once`] for an API that can refuse to start.
///
/// The future resolves to [`CallError::Failed`] with the error that `start` returned, or to
/// [`CallError::Abandoned`].
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::{CallError, Completer, try_once};
///
/// # futures::executor::block_on(async {
/// let parsed = try_once(|done: Completer<i32>| "7".parse().map(|n| done.complete(n)));
/// assert_eq!(parsed.await, Ok(7));
/// # });
/// ```
#[track_caller]
pub fn try_once<T, H, E, S>(start: S) -> TryOnce<T, H, E, S>
where
    S: FnOnce(Completer<T>) -> Result<H, E>,
    H: Send + 'static,
{
    try_once_local(start).release_anywhere()
}

/// [`try_once`] for a handle that must stay on its thread.
#[track_caller]
pub fn try_once_local<T, H, E, S>(start: S) -> TryOnce<T, H, E, S, fn(H), Here>
where
    S: FnOnce(Completer<T>) -> Result<H, E>,
{
    Once::new(start, Site::of::<S>())
}

/// The future of [`try_once`].
pub type TryOnce<T, H, E, S, C = fn(H), R = Anywhere> = Once<T, H, S, Fallible<E>, C, R>;

/// The future of [`once`]: resolves to `Result<T, Abandoned>`.
///
/// `S` starts the API, `M` says what it returns, `C` cancels, `R` says where the handle may be
/// dropped.
#[must_use = "futures do nothing unless polled"]
pub struct Once<T, H, S, M = Plain, C: FnOnce(H) = fn(H), R = Anywhere> {
    stage: Stage<T, H, S, C>,
    site: Site,
    kind: PhantomData<fn() -> (M, R)>,
}

enum Stage<T, H, S, C: FnOnce(H)> {
    /// Not polled yet: the keeper has no handle.
    Idle(S, Keeper<H, C>),
    Running(Running<T, H, C>),
    Done,
}

/// A call under way.
struct Running<T, H, C: FnOnce(H)> {
    waiting: Waiting<T>,
    keeper: Keeper<H, C>,
}

impl<T, H, C: FnOnce(H)> Drop for Running<T, H, C> {
    fn drop(&mut self) {
        let pending = self.waiting.close();
        let on_callback_thread = self.waiting.on_callback_thread();
        self.keeper
            .let_go(pending, on_callback_thread, Blocking::Allowed);
    }
}

// Nothing in it is ever pinned.
impl<T, H, S, M, C: FnOnce(H), R> Unpin for Once<T, H, S, M, C, R> {}

impl<T, H, S, M> Once<T, H, S, M, fn(H), Here> {
    fn new(start: S, site: Site) -> Self {
        Self::staged(Stage::Idle(start, Keeper::empty()), site)
    }
}

impl<T, H, S, M, C: FnOnce(H), R> Once<T, H, S, M, C, R> {
    fn staged(stage: Stage<T, H, S, C>, site: Site) -> Self {
        Self {
            stage,
            site,
            kind: PhantomData,
        }
    }

    /// Changes how the handle will be let go of. What has started keeps its way.
    fn keeping<D: FnOnce(H), Q>(
        self,
        change: impl FnOnce(Keeper<H, C>) -> Keeper<H, D>,
    ) -> Once<T, H, S, M, D, Q> {
        let Stage::Idle(start, keeper) = self.stage else {
            panic!("a call is configured before it is polled");
        };
        Once::staged(Stage::Idle(start, change(keeper)), self.site)
    }
}

impl<T, H, S, M, C: FnOnce(H)> Once<T, H, S, M, C, Here> {
    /// Passes the handle to `cancel` if the future is dropped while the call is pending.
    ///
    /// It is run at most once, on the thread that drops the future. A settled call only drops the
    /// handle.
    ///
    /// # Panics
    /// If the future has been polled.
    pub fn cancel<D: FnOnce(H)>(self, cancel: D) -> Once<T, H, S, M, D, Here> {
        self.keeping(|keeper| keeper.with_cancel(cancel))
    }

    /// Lets a reaper thread drop or cancel the handle, where the future is let go of inside the
    /// callback.
    ///
    /// # Panics
    /// If the future has been polled.
    pub fn release_anywhere(self) -> Once<T, H, S, M, C, Anywhere>
    where
        H: Send + 'static,
        C: Send + 'static,
    {
        self.keeping(|mut keeper| {
            keeper.release_anywhere();
            keeper
        })
    }
}

impl<T, H: Send + 'static, S, M, C: FnOnce(H) + Send + 'static> Once<T, H, S, M, C, Here> {
    /// [`release_anywhere`](Self::release_anywhere), found by method probing when the bounds hold.
    #[doc(hidden)]
    pub fn release_anywhere_if_send(self) -> Once<T, H, S, M, C, Anywhere> {
        self.release_anywhere()
    }
}

impl<T, H: Send + 'static, S, M, C: FnOnce(H)> Once<T, H, S, M, C, Anywhere> {
    /// Passes the handle to `cancel` if the future is dropped while the call is pending.
    ///
    /// It is run at most once: on the thread that drops the future, or on a thread of its own
    /// where that is inside the callback. A settled call only drops the handle.
    ///
    /// ```
    /// # use asyncify_runtime::{Completer, once};
    /// # use std::sync::mpsc;
    /// let (tell, told) = mpsc::channel();
    /// let mut call = Box::pin(once(|done: Completer<u8>| done).cancel(move |_| tell.send("stop").unwrap()));
    /// let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    /// assert!(call.as_mut().poll(&mut cx).is_pending());
    /// drop(call);
    /// assert_eq!(told.recv(), Ok("stop"));
    /// ```
    ///
    /// # Panics
    /// If the future has been polled.
    pub fn cancel<D>(self, cancel: D) -> Once<T, H, S, M, D, Anywhere>
    where
        D: FnOnce(H) + Send + 'static,
    {
        self.keeping(|keeper| {
            let mut keeper = keeper.with_cancel(cancel);
            keeper.release_anywhere();
            keeper
        })
    }
}

impl<T, H, S, M, C, R> Once<T, H, S, M, C, R>
where
    M: Mode<T, H, S>,
    C: FnOnce(H),
{
    /// Runs `start` if that has not been done.
    fn started(&mut self) -> Result<&Running<T, H, C>, M::Error> {
        self.stage = match mem::replace(&mut self.stage, Stage::Done) {
            Stage::Idle(start, keeper) => {
                let (completer, waiting) = channel();
                // Before `start`, so that a completer which outlives its failure finds nobody.
                let mut running = Running { waiting, keeper };
                running.keeper.fill(M::start(start, completer)?);
                Stage::Running(running)
            }
            started => started,
        };
        match &self.stage {
            Stage::Running(running) => Ok(running),
            _ => panic!("`Once` polled after completion"),
        }
    }
}

impl<T, H, S, M, C, R> Future for Once<T, H, S, M, C, R>
where
    M: Mode<T, H, S>,
    C: FnOnce(H),
{
    type Output = M::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<M::Output> {
        let polled = match self.started() {
            Ok(running) => running.waiting.poll(cx),
            Err(error) => return Poll::Ready(M::output(Err(CallError::Failed(error)))),
        };
        let Poll::Ready(outcome) = polled else {
            return Poll::Pending;
        };
        self.stage = Stage::Done;
        Poll::Ready(M::output(match outcome {
            Outcome::Value(value) => Ok(value),
            Outcome::Abandoned => Err(CallError::Abandoned(Abandoned::new(self.site))),
            Outcome::Panicked(payload) => resume_unwind(payload),
        }))
    }
}

impl<T, H, S, M, C, R> FusedFuture for Once<T, H, S, M, C, R>
where
    M: Mode<T, H, S>,
    C: FnOnce(H),
{
    fn is_terminated(&self) -> bool {
        matches!(self.stage, Stage::Done)
    }
}

impl<T, H, S, M, C: FnOnce(H), R> fmt::Debug for Once<T, H, S, M, C, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stage = match self.stage {
            Stage::Idle(..) => "idle",
            Stage::Running(_) => "running",
            Stage::Done => "done",
        };
        f.debug_struct("Once")
            .field("stage", &stage)
            .finish_non_exhaustive()
    }
}
