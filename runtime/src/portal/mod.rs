//! Calls into an event loop, from any thread.

pub(crate) mod callback;
mod error;
#[cfg(not(loom))]
mod host;
mod inbox;
mod serving;
mod task;

use std::fmt;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
#[cfg(not(loom))]
use std::sync::LazyLock;
use std::task::Poll;

use crate::sync::{Mutex, lock, thread::JoinHandle};

pub use error::PortalError;
pub use serving::PortalLoop;
pub use task::PortalTask;

use inbox::{Inbox, Stage};

/// A way into an event loop, for threads that are not the loop's.
///
/// What is called runs as a task on the loop's own thread. So it may use whatever is there: timers
/// and sockets of the loop's runtime, and state that is not `Send`. Only the closure that makes the
/// future and the answer change threads, so these are `Send`.
///
/// There are three ways to get one: [`start`](Self::start) makes a thread with a loop, for programs
/// that have none; [`serve`](Self::serve) makes the present task a loop as long as some code runs;
/// [`new`](Self::new) gives a future for a loop of one's own.
///
/// Clones lead to the same loop. Tasks that one thread asks for start in that order. When
/// the last clone is gone, the loop finishes its tasks and ends; [`finish`](Self::finish) and
/// [`shutdown`](Self::shutdown) end it before that. A task that holds a clone, and does not end
/// itself, keeps its loop.
///
/// # Calling from where
/// | on | [`call`](Self::call), [`run`](Self::run), [`wait`](PortalTask::wait) | [`spawn`](Self::spawn), and `.await` |
/// |---|---|---|
/// | a thread without a loop | wait | work |
/// | the loop's own thread | [`PortalError::OwnThread`] | work |
/// | the thread of another loop | stop that loop meanwhile; where that loop waits for this one, both wait for ever | work |
///
/// # State that is not `Send`
/// The future is made on the loop's thread, so it may hold what must stay there, such as an `Rc`; and
/// tasks share it by a `thread_local!`.
///
/// ```
/// # use asyncify_runtime::{Portal, PortalError};
/// use std::cell::RefCell;
/// use std::rc::Rc;
///
/// thread_local! {
///     static SEEN: Rc<RefCell<Vec<u32>>> = Rc::default();
/// }
///
/// let portal = Portal::start();
/// let callers: Vec<_> = (1..4)
///     .map(|n| {
///         let portal = portal.clone();
///         std::thread::spawn(move || portal.run(move || SEEN.with(|seen| seen.borrow_mut().push(n))))
///     })
///     .collect();
/// for caller in callers {
///     caller.join().unwrap()?;
/// }
/// let sum = portal.call(async || {
///     let seen = SEEN.with(Rc::clone); // stays on this thread, over any `.await`
///     seen.take().iter().sum::<u32>()
/// })?;
/// assert_eq!(sum, 6);
/// # Ok::<(), PortalError>(())
/// ```
#[derive(Clone)]
pub struct Portal {
    owner: Arc<Owner>,
}

/// What the clones share. The loop does not: it sees when this is dropped.
struct Owner {
    inbox: Arc<Inbox>,
    /// The loop's thread, if it was started for it.
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Drop for Owner {
    fn drop(&mut self) {
        self.inbox.end(Stage::Finishing);
    }
}

impl Portal {
    fn to(inbox: Arc<Inbox>, thread: Option<JoinHandle<()>>) -> Self {
        let thread = Mutex::new(thread);
        Self {
            owner: Arc::new(Owner { inbox, thread }),
        }
    }

    /// Starts a thread that runs a loop, and nothing else.
    ///
    /// With the feature `tokio` it is a current-thread runtime of tokio, with all that the program's
    /// tokio was built with (timers, sockets) and `spawn_local`; else an executor without either. The
    /// thread ends with its loop.
    ///
    /// When the program's `main` returns, the thread is stopped wherever it is:
    /// [`finish`](Self::finish) waits for its tasks.
    ///
    /// ```
    /// # use asyncify_runtime::{Portal, PortalError};
    /// let portal = Portal::start();
    /// assert_eq!(portal.call(async || 1 + 2)?, 3);
    /// # Ok::<(), PortalError>(())
    /// ```
    ///
    /// # Panics
    /// If the system has no thread for it, like [`std::thread::spawn`], or nothing for tokio to wait
    /// with.
    #[cfg(not(loom))]
    #[must_use]
    pub fn start() -> Self {
        let (inbox, thread) = host::start();
        Self::to(inbox, Some(thread))
    }

    /// The portal that the process shares: [started](Self::start) when it is first asked for, and there
    /// until the process ends.
    ///
    /// It is for calls that have no loop of their own to go to; what they do all runs on one thread.
    /// Shutting it down does so for the whole process, and for good.
    ///
    /// ```
    /// # use asyncify_runtime::{Portal, PortalError};
    /// let sum = Portal::shared().spawn(async || 1 + 2)?;
    /// assert_eq!(sum.wait(), Ok(3));
    /// # Ok::<(), PortalError>(())
    /// ```
    ///
    /// # Panics
    /// Like [`start`](Self::start).
    #[cfg(not(loom))]
    #[must_use]
    pub fn shared() -> &'static Self {
        static SHARED: LazyLock<Portal> = LazyLock::new(Portal::start);
        &SHARED
    }

    /// A portal to a loop of one's own, and the future that serves it there.
    ///
    /// The loop's thread is the one that calls this: see [`PortalLoop`].
    ///
    /// ```
    /// # use asyncify_runtime::Portal;
    /// # use futures::executor::LocalPool;
    /// # use futures::task::LocalSpawnExt;
    /// let mut pool = LocalPool::new();
    /// let (portal, serving) = Portal::new();
    /// pool.spawner().spawn_local(serving).unwrap();
    /// let here = std::thread::current().id();
    /// let caller = std::thread::spawn(move || portal.run(|| std::thread::current().id()));
    /// pool.run();
    /// assert_eq!(caller.join().unwrap(), Ok(here));
    /// ```
    #[allow(
        clippy::new_ret_no_self,
        reason = "like a channel's, there are two ends"
    )]
    pub fn new() -> (Self, PortalLoop) {
        let inbox = Arc::new(Inbox::new());
        (Self::to(Arc::clone(&inbox), None), PortalLoop::new(inbox))
    }

    /// Serves calls as long as `body` runs, on the thread that polls this.
    ///
    /// When `body` is done, no new calls are taken, and those that were are finished; then this
    /// resolves to what `body` returned. If `body` panics, or this is dropped, they are dropped.
    ///
    /// The future is not `Send`: it is for a current-thread loop, or the future that a
    /// multi-threaded runtime blocks on, such as the body of `#[tokio::main]`.
    ///
    /// ```
    /// # use asyncify_runtime::{Portal, PortalError, blocking};
    /// # futures::executor::block_on(async {
    /// let answer = Portal::serve(async |portal| {
    ///     blocking(move || portal.call(async || 6 * 7)).await
    /// });
    /// assert_eq!(answer.await, Ok(42));
    /// # });
    /// ```
    pub async fn serve<R>(body: impl AsyncFnOnce(Self) -> R) -> R {
        let (portal, mut serving) = Self::new();
        let inbox = Arc::clone(&portal.owner.inbox);
        let mut body = pin!(async {
            let returned = body(portal).await;
            inbox.end(Stage::Finishing);
            returned
        });
        let mut returned = None;
        let mut served = false;
        poll_fn(move |cx| {
            if returned.is_none() {
                if let Poll::Ready(value) = body.as_mut().poll(cx) {
                    returned = Some(value);
                }
            }
            served = served || Pin::new(&mut serving).poll(cx).is_ready();
            match served {
                true => returned.take().map_or(Poll::Pending, Poll::Ready),
                false => Poll::Pending,
            }
        })
        .await
    }

    /// Has the loop run an async function, and waits for what it returns.
    ///
    /// It takes the function, not its future: `portal.call(work)`, or, where there are arguments,
    /// `portal.call(async move || work(1).await)`.
    ///
    /// ```
    /// # use asyncify_runtime::{Portal, PortalError};
    /// let portal = Portal::start();
    /// let name = "async".to_owned();
    /// let length = portal.call(async move || name.len())?;
    /// assert_eq!(length, 5);
    /// # Ok::<(), PortalError>(())
    /// ```
    ///
    /// # Errors
    /// [`OwnThread`](PortalError::OwnThread) on the loop's own thread, where nothing is begun;
    /// [`Closed`](PortalError::Closed) if the loop has shut down, or does so before there is an
    /// answer.
    ///
    /// # Panics
    /// With the panic of the function, if it panicked. The loop goes on.
    pub fn call<T: Send + 'static>(
        &self,
        function: impl AsyncFnOnce() -> T + Send + 'static,
    ) -> Result<T, PortalError> {
        let inbox = &self.owner.inbox;
        if inbox.is_on_own_thread() && !inbox.is_closed() {
            return Err(PortalError::OwnThread);
        }
        self.spawn(function)?.wait()
    }

    /// [`call`](Self::call) for a function that is not async. It keeps the loop from everything else
    /// while it runs.
    ///
    /// ```
    /// # use asyncify_runtime::{Portal, PortalError};
    /// let portal = Portal::start();
    /// let there = portal.run(|| std::thread::current().id())?;
    /// assert_ne!(there, std::thread::current().id());
    /// # Ok::<(), PortalError>(())
    /// ```
    ///
    /// # Errors
    /// As `call`.
    ///
    /// # Panics
    /// As `call`.
    pub fn run<T: Send + 'static>(
        &self,
        function: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PortalError> {
        self.call(async move || function())
    }

    /// Has the loop run an async function, and does not wait.
    ///
    /// It may be called anywhere, also on the loop's own thread. What it returns is a future, and may be
    /// dropped: the task runs on.
    ///
    /// ```
    /// # use asyncify_runtime::{Portal, PortalError};
    /// let portal = Portal::start();
    /// let inner = portal.clone();
    /// let sum = portal.call(async move || {
    ///     let part = inner.spawn(async || 20)?;
    ///     Ok::<_, PortalError>(part.await? + 1)
    /// })?;
    /// assert_eq!(sum, Ok(21));
    /// # Ok::<(), PortalError>(())
    /// ```
    ///
    /// # Errors
    /// [`Closed`](PortalError::Closed) if the loop takes no calls any more.
    pub fn spawn<T: Send + 'static>(
        &self,
        function: impl AsyncFnOnce() -> T + Send + 'static,
    ) -> Result<PortalTask<T>, PortalError> {
        PortalTask::start(&self.owner.inbox, function)
    }

    /// Whether the loop takes no calls any more.
    ///
    /// ```
    /// # use asyncify_runtime::Portal;
    /// let (portal, serving) = Portal::new();
    /// assert!(!portal.is_closed());
    /// drop(serving);
    /// assert!(portal.is_closed());
    /// ```
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.owner.inbox.is_closed()
    }

    /// Ends the loop when its tasks are done. New calls are refused at once, those that were taken are
    /// answered.
    ///
    /// If the loop's thread was [started](Self::start) for it, this waits until that has ended, unless it
    /// is called there.
    ///
    /// ```
    /// # use asyncify_runtime::{Portal, PortalError};
    /// let portal = Portal::start();
    /// let sum = portal.spawn(async || 1 + 2)?;
    /// portal.finish();
    /// assert_eq!(sum.wait(), Ok(3));
    /// # Ok::<(), PortalError>(())
    /// ```
    pub fn finish(&self) {
        self.owner.end(Stage::Finishing);
    }

    /// Ends the loop at once. New calls are refused, and its tasks are dropped on its thread: who waits
    /// for an answer gets [`PortalError::Closed`].
    ///
    /// If the loop's thread was [started](Self::start) for it, this waits until that has ended, unless it
    /// is called there. Any other loop sees it when it next polls its [`PortalLoop`].
    ///
    /// ```
    /// # use asyncify_runtime::{Portal, PortalError};
    /// let portal = Portal::start();
    /// let endless = portal.spawn(async || std::future::pending::<()>().await)?;
    /// portal.shutdown();
    /// assert_eq!(endless.wait(), Err(PortalError::Closed));
    /// # Ok::<(), PortalError>(())
    /// ```
    pub fn shutdown(&self) {
        self.owner.end(Stage::Closed);
    }
}

impl Owner {
    fn end(&self, stage: Stage) {
        self.inbox.end(stage);
        if !self.inbox.is_on_own_thread() {
            // Who comes second waits for the lock, and so for the thread. Its panics went to those who
            // called.
            let mut thread = lock(&self.thread);
            drop(thread.take().map(JoinHandle::join));
        }
    }
}

impl fmt::Debug for Portal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Portal")
            .field("closed", &self.is_closed())
            .finish_non_exhaustive()
    }
}
