//! Async set-up and tear-down around the use of a resource.

mod acquire;
mod cleanup;
mod context;
mod ending;
mod hold;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{self, Poll};

pub use acquire::Acquire;
pub use cleanup::Cleanup;
pub use context::{Context, HandOut, context};
pub use ending::Ending;

use cleanup::Hook;
use hold::hold;

/// Acquires a resource, lends it to `body`, and releases it, whatever becomes of the body.
///
/// * `acquire` is an async closure, the path of an `async fn`, or a future; what it resolves to is
///   the resource.
/// * `body` gets the resource by `&mut`. What it resolves to is the value of the scope.
/// * `release` gets the resource itself, and is awaited to its end, after a body that has resolved
///   and after one that has panicked. Only then does the scope resolve, or the panic go on.
///
/// Nothing is done before the first poll. `acquire` and `body` may borrow what lives around the
/// scope; the resource and the release are `Send + 'static`, because they may outlive it. The scope is
/// `Send` if what it is given is ([`Scope::boxed`] helps where the compiler fails to see it). For set-up
/// and tear-down that can fail there is [`try_scope`], and for both in one function [`context()`].
///
/// ```
/// # use asyncify_runtime as asyncify;
/// # struct Connection;
/// # impl Connection {
/// #     async fn open(_: &str) -> Self { Self }
/// #     async fn ask(&mut self, question: &str) -> usize { question.len() }
/// #     async fn close(self) {}
/// # }
/// # futures::executor::block_on(async {
/// let length = asyncify::scope(
///     async || Connection::open("localhost").await,
///     async |connection| connection.ask("how long?").await,
///     Connection::close,
/// );
/// assert_eq!(length.await, 9);
/// # });
/// ```
///
/// # Cancellation
/// A future is cancelled by dropping it, and a drop can't await. So what is left of the release is
/// handed to somebody else, as a future of its own, a [`Cleanup`]: to the hook that
/// [`Scope::cleanup_on`] was given; without one, with the feature `tokio`, to the runtime of tokio that
/// the scope was first polled in (`Handle::spawn`); else to a thread of the pool that
/// [`blocking`](crate::blocking()) takes where there is no runtime, which blocks on it. The drop itself does not wait for the release, nor panic with it.
///
/// | the scope is dropped while | what happens |
/// |---|---|
/// | it has not been polled | nothing: nothing was acquired |
/// | `acquire` runs | its future is dropped; it has to clean up after itself |
/// | `body` runs | its future is dropped, then `release` is called and run by the hook |
/// | `release` runs | that future goes on where it stands, in the hook |
/// | it has resolved | nothing: the resource was released |
///
/// Once `body` has begun, the release is begun exactly once, and is polled until it ends or panics. A
/// hook may panic, or drop the cleanup, as a runtime does when it is shut down: then a thread of the
/// pool goes on with it. There the release does not find the runtime that it began in, whose timers and
/// sockets fail, by errors or panics.
///
/// On `wasm32-unknown-unknown`, which has no threads, a cleanup that is dropped is polled once, and
/// panics if it has to wait.
///
/// None of this is guaranteed
/// * when the process ends: nothing waits for threads of the pool, nor for tasks of a runtime;
/// * when the scope, or the cleanup, is leaked (`mem::forget`, a cycle of `Arc`), or the hook keeps it
///   and does not poll it;
/// * where panics abort.
///
/// What a release resolves to, or panics with, after a cancellation is lost: nobody waits for it.
///
/// # Panics
/// With what `acquire` or `body` panics with; with what `release` panics with, if the body has not.
pub fn scope<A, By, R, B, T, C, F>(
    acquire: A,
    body: B,
    release: C,
) -> Scope<impl Future<Output = T>>
where
    A: Acquire<By, Output = R>,
    B: AsyncFnOnce(&mut R) -> T,
    C: FnOnce(R) -> F + Send + 'static,
    F: Future<Output = ()> + Send + 'static,
    R: Send + 'static,
{
    lazily(async move |hook| {
        let resource = acquire.acquire().await;
        let (value, ()) = hold(resource, body, release, hook).await;
        value
    })
}

/// [`scope`] whose parts can fail.
///
/// An error of `acquire` is the scope's: there is nothing to use or to release. After an error of
/// `body` the resource is released all the same, and the scope resolves to that error; an error of
/// `release` is lost then. An error of `release` after a value is the scope's, and the value is
/// dropped.
///
/// Cancellation and panics are as with [`scope`].
///
/// ```
/// # use asyncify_runtime as asyncify;
/// # struct File;
/// # impl File {
/// #     async fn create(_: &str) -> std::io::Result<Self> { Ok(Self) }
/// #     async fn write(&mut self, text: &str) -> std::io::Result<usize> { Ok(text.len()) }
/// #     async fn sync(self) -> std::io::Result<()> { Err(std::io::ErrorKind::StorageFull.into()) }
/// # }
/// # futures::executor::block_on(async {
/// let written = asyncify::try_scope(
///     File::create("notes"),
///     async |file| file.write("something").await,
///     File::sync,
/// );
/// assert_eq!(written.await.unwrap_err().kind(), std::io::ErrorKind::StorageFull);
/// # });
/// ```
pub fn try_scope<A, By, R, E, B, T, C, F>(
    acquire: A,
    body: B,
    release: C,
) -> Scope<impl Future<Output = Result<T, E>>>
where
    A: Acquire<By, Output = Result<R, E>>,
    B: AsyncFnOnce(&mut R) -> Result<T, E>,
    C: FnOnce(R) -> F + Send + 'static,
    F: Future<Output = Result<(), E>> + Send + 'static,
    R: Send + 'static,
    E: 'static,
{
    lazily(async move |hook| {
        let resource = acquire.acquire().await?;
        let (used, released) = hold(resource, body, release, hook).await;
        let value = used?;
        released.map(|()| value)
    })
}

/// The future of [`scope`], [`try_scope`] and [`Context::with`].
#[must_use = "futures do nothing unless polled"]
pub struct Scope<F: ?Sized> {
    future: Pin<Box<F>>,
    hook: Hook,
}

impl<F: Future + ?Sized> Scope<F> {
    /// Says who runs what is left of the release, when the scope is dropped before that is done.
    ///
    /// `hook` is called at most once, where the scope is dropped; it should give the [`Cleanup`] to an
    /// executor, and not block. What it returns is dropped.
    ///
    /// ```
    /// # use asyncify_runtime as asyncify;
    /// # let (tell, told) = std::sync::mpsc::channel();
    /// # let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    /// let mut unfinished = asyncify::scope(
    ///     async || "a resource",
    ///     async |_| std::future::pending::<()>().await,
    ///     async move |resource| tell.send(resource).unwrap(),
    /// )
    /// .cleanup_on(|cleanup| smol::spawn(cleanup).detach()); // or `.cleanup_on(tokio::spawn)`
    /// # assert!(std::pin::Pin::new(&mut unfinished).poll(&mut cx).is_pending());
    ///
    /// drop(unfinished); // by a timeout, or a select
    /// assert_eq!(told.recv(), Ok("a resource"));
    /// ```
    pub fn cleanup_on<X>(self, hook: impl FnOnce(Cleanup) -> X + Send + 'static) -> Self {
        self.hook.set(hook);
        self
    }

    /// Forgets what the scope is made of, which costs nothing: it is in a box anyhow.
    ///
    /// It is for an `async` block that must be `Send`, around a resource whose type has a lifetime in it,
    /// also a hidden one (`Box<dyn Trait>`) or `'static`. The compiler says there that "implementation of
    /// `AsyncFnOnce` is not general enough": it does not keep track of lifetimes in such a block. (A struct
    /// of one's own around the resource is another way.)
    ///
    /// ```
    /// # use asyncify_runtime as asyncify;
    /// # struct Transaction<'a>(&'a str);
    /// # async fn begin() -> Transaction<'static> { Transaction("") }
    /// # futures::executor::block_on(async {
    /// let task = smol::spawn(async {
    ///     asyncify::scope(begin, async |transaction| transaction.0.len(), async |_| ())
    ///         .boxed()
    ///         .await
    /// });
    /// # task.await;
    /// # });
    /// ```
    pub fn boxed<'a>(self) -> Scope<dyn Future<Output = F::Output> + Send + 'a>
    where
        F: Sized + Send + 'a,
    {
        let Self { future, hook } = self;
        Scope { future, hook }
    }
}

/// A scope that does this when it is polled.
fn lazily<T>(run: impl AsyncFnOnce(Hook) -> T) -> Scope<impl Future<Output = T>> {
    let hook = Hook::default();
    let later = hook.clone();
    let future = Box::pin(async move {
        later.begin();
        run(later).await
    });
    Scope { future, hook }
}

impl<F: Future + ?Sized> Future for Scope<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<F::Output> {
        self.future.as_mut().poll(cx)
    }
}

impl<F: ?Sized> fmt::Debug for Scope<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}
