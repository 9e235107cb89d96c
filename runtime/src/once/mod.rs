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
use std::task::{Context, Poll, Waker, ready};

use futures_core::FusedFuture;

use crate::release::{Anywhere, Blocking, Here, Keeper};
use crate::threads;
use cell::{Outcome, Waiting, watched};
use mode::Mode;

pub use blocking::{once_blocking, try_once_blocking};
pub use completer::Completer;
pub(crate) use error::Site;
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
    /// There until the first poll.
    start: Option<S>,
    call: Call<T, H, C>,
    site: Site,
    kind: PhantomData<fn() -> (M, R)>,
}

/// What is there of a call.
struct Call<T, H, C: FnOnce(H)> {
    /// There from the first poll until the outcome has come.
    waiting: Option<Waiting<T>>,
    keeper: Keeper<H, C>,
}

impl<T, H, C: FnOnce(H)> Call<T, H, C> {
    /// Makes the cell, starts the API with it, and looks whether it is done. If it does not start, a
    /// completer that is still there finds nobody.
    #[inline(always)]
    fn start<E>(
        &mut self,
        waker: &Waker,
        start: impl FnOnce(Completer<T>) -> Result<H, E>,
    ) -> Result<Poll<()>, E> {
        let (completer, waiting) = watched(waker.clone());
        self.keeper.fill(start(completer)?);
        Ok(self.waiting.insert(waiting).started())
    }

    /// Takes the outcome, which has come, and lets go of the handle.
    #[inline(always)]
    fn outcome(&mut self) -> Outcome<T> {
        let waiting = self.waiting.take().expect("it has been polled");
        let outcome = waiting.outcome().expect("it has come");
        if mem::needs_drop::<Keeper<H, C>>() {
            // This thread polls, so it is the callback's only inside of that.
            self.keeper
                .let_go(false, threads::is_inside(), Blocking::Allowed);
        }
        outcome
    }

    #[cold]
    fn cancel(&mut self) {
        let Some(mut waiting) = self.waiting.take() else {
            return;
        };
        let pending = waiting.close();
        let on_callback_thread =
            self.keeper.does_something(pending) && waiting.on_callback_thread();
        self.keeper
            .let_go(pending, on_callback_thread, Blocking::Allowed);
    }
}

impl<T, H, C: FnOnce(H)> Drop for Call<T, H, C> {
    #[inline]
    fn drop(&mut self) {
        if self.waiting.is_some() {
            self.cancel();
        }
    }
}

// Nothing in it is ever pinned.
impl<T, H, S, M, C: FnOnce(H), R> Unpin for Once<T, H, S, M, C, R> {}

impl<T, H, S, M> Once<T, H, S, M, fn(H), Here> {
    fn new(start: S, site: Site) -> Self {
        Self::idle(Some(start), Keeper::empty(), site)
    }
}

impl<T, H, S, M, C: FnOnce(H), R> Once<T, H, S, M, C, R> {
    fn idle(start: Option<S>, keeper: Keeper<H, C>, site: Site) -> Self {
        Self {
            start,
            call: Call {
                waiting: None,
                keeper,
            },
            site,
            kind: PhantomData,
        }
    }

    /// What says how the handle will be let go of. What has started keeps its way.
    fn unpolled(&mut self) -> &mut Keeper<H, C> {
        assert!(
            self.start.is_some(),
            "a call is configured before it is polled"
        );
        &mut self.call.keeper
    }

    fn cancelling<D: FnOnce(H), Q>(mut self, cancel: D) -> Once<T, H, S, M, D, Q> {
        let keeper = mem::replace(self.unpolled(), Keeper::empty());
        Once::idle(self.start, keeper.with_cancel(cancel), self.site)
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
        self.cancelling(cancel)
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
        let mut this = self;
        this.unpolled().release_anywhere();
        Once {
            start: this.start,
            call: this.call,
            site: this.site,
            kind: PhantomData,
        }
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
        let mut this = self.cancelling(cancel);
        this.call.keeper.release_anywhere();
        this
    }
}

impl<T, H, S, M, C, R> Future for Once<T, H, S, M, C, R>
where
    M: Mode<T, H, S>,
    C: FnOnce(H),
{
    type Output = M::Output;

    // With what it calls, it is in one place in the program: the closure that starts the API has a type of
    // its own. Where it is polled in two, calls would take a fifth longer.
    #[inline(always)]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<M::Output> {
        let Self {
            start, call, site, ..
        } = &mut *self;
        let polled = match &mut call.waiting {
            Some(waiting) => waiting.poll_settled(cx),
            None => {
                let start = start.take().expect("`Once` polled after completion");
                match call.start(cx.waker(), |completer| M::start(start, completer)) {
                    Ok(polled) => polled,
                    Err(error) => return Poll::Ready(M::output(Err(CallError::Failed(error)))),
                }
            }
        };
        ready!(polled);
        Poll::Ready(M::output(match call.outcome() {
            Outcome::Value(value) => Ok(value),
            Outcome::Abandoned => Err(CallError::Abandoned(Abandoned::new(*site))),
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
        self.start.is_none() && self.call.waiting.is_none()
    }
}

impl<T, H, S, M, C: FnOnce(H), R> fmt::Debug for Once<T, H, S, M, C, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stage = match (&self.start, &self.call.waiting) {
            (Some(_), _) => "idle",
            (None, Some(_)) => "running",
            (None, None) => "done",
        };
        f.debug_struct("Once")
            .field("stage", &stage)
            .finish_non_exhaustive()
    }
}
