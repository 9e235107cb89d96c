//! Set-up and tear-down in one async function.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use crate::once::cell::{Outcome, Waiting, channel};
use crate::once::{Completer, Site};

use super::cleanup::Hook;
use super::ending::Ending;
use super::hold::hold;
use super::{Scope, lazily};

/// Makes a context of an async function that sets a resource up, hands it out once, and tears it
/// down.
///
/// The function gets a [`HandOut`]. What it does before [`give`](HandOut::give) is the set-up; there it
/// waits while the resource is used; what it does after that is the tear-down. It returns `()`, or
/// `Result<(), E>`. It is what an `@asynccontextmanager` is in Python; `#[asyncify(context)]` on an
/// `async fn` writes this call.
///
/// Nothing is done before [`Context::with`] is polled.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::{Context, HandOut};
///
/// # struct Connection;
/// # impl Connection {
/// #     async fn open(_: &str) -> std::io::Result<Self> { Ok(Self) }
/// #     async fn ask(&mut self, question: &str) -> usize { question.len() }
/// #     async fn close(self) -> std::io::Result<()> { Ok(()) }
/// # }
/// fn connected(host: &'static str) -> Context<Connection, std::io::Result<()>> {
///     asyncify::context(move |out: HandOut<Connection>| async move {
///         let connection = Connection::open(host).await?;
///         let connection = out.give(connection).await;
///         connection.close().await
///     })
/// }
///
/// # futures::executor::block_on(async {
/// let length = connected("localhost").with(async |connection| connection.ask("how long?").await);
/// assert_eq!(length.await?, 9);
/// # Ok::<(), std::io::Error>(()) }).unwrap();
/// ```
#[track_caller]
pub fn context<R, O, F>(function: impl FnOnce(HandOut<R>) -> F) -> Context<R, O>
where
    R: Send + 'static,
    O: Ending,
    F: Future<Output = O> + Send + 'static,
{
    Context::new(function)
}

/// A resource that is set up and torn down by the function behind it. Made by [`context()`], and by
/// `#[asyncify(context)]`.
///
/// `O` is what the function returns: `()`, or `Result<(), E>`.
#[must_use = "nothing is set up before `with` is awaited"]
pub struct Context<R, O = ()> {
    function: Pin<Box<dyn Future<Output = O> + Send>>,
    lent: Waiting<Lent<R>>,
    site: Site,
}

impl<R, O> Context<R, O> {
    #[track_caller]
    fn new<S, F>(function: S) -> Self
    where
        S: FnOnce(HandOut<R>) -> F,
        F: Future<Output = O> + Send + 'static,
    {
        let (out, lent) = channel();
        Self {
            function: Box::pin(function(HandOut(out))),
            lent,
            site: Site::of::<S>(),
        }
    }
}

impl<R: Send + 'static, O: Ending> Context<R, O> {
    /// Sets the resource up, lends it to `body`, and tears it down.
    ///
    /// Resolves to what `body` resolves to; where the function returns `Result<(), E>`, to a
    /// `Result<T, E>`, with the error of the set-up or of the tear-down. If the tear-down fails, the
    /// body's value is dropped; for a body that can fail, too, there is [`try_with`](Self::try_with).
    ///
    /// The tear-down begins when `body` has resolved, has panicked, or was dropped.
    /// Cancellation is as with [`scope`](crate::scope()): the function is dropped in the middle of its
    /// set-up; from `give` on it is run to its end, by the hook that
    /// [`cleanup_on`](Scope::cleanup_on) names. The function does not learn how the body ended.
    ///
    /// # Panics
    /// With what the function or `body` panics with. If the function ends without an error and has
    /// handed nothing out: the message names it.
    pub fn with<T>(
        self,
        body: impl AsyncFnOnce(&mut R) -> T,
    ) -> Scope<impl Future<Output = O::With<T>>> {
        lazily(async move |hook| {
            let site = self.site;
            match self.run(body, hook).await {
                Ok((value, ended)) => ended.with(value),
                Err(ended) => ended.error().unwrap_or_else(|| nothing_handed_out(site)),
            }
        })
    }

    /// Runs the function around the body. Fails with what it returned, if it hands nothing out.
    async fn run<T>(self, body: impl AsyncFnOnce(&mut R) -> T, hook: Hook) -> Result<(T, O), O> {
        let mut function = self.function;
        let mut waiting = Some(self.lent);
        let (lent, ended) = poll_fn(|cx| {
            let ended = function.as_mut().poll(cx);
            if let Some(Poll::Ready(outcome)) = waiting.as_mut().map(|lent| lent.poll(cx)) {
                waiting = None;
                if let Outcome::Value(lent) = outcome {
                    return Poll::Ready(Ok((lent, ended)));
                }
            }
            ended.map(Err)
        })
        .await?;
        let body = async |lent: &mut Lent<R>| body(lent.resource()).await;
        let tear_down = async move |lent| {
            drop(lent);
            match ended {
                Poll::Ready(ended) => ended,
                Poll::Pending => function.await,
            }
        };
        Ok(hold(lent, body, tear_down, hook).await)
    }
}

impl<R: Send + 'static, E: Send + 'static> Context<R, Result<(), E>> {
    /// [`with`](Self::with) for a body that can fail. Its error comes before that of the tear-down, which
    /// is lost then.
    ///
    /// ```
    /// # use asyncify_runtime as asyncify;
    /// # use asyncify::HandOut;
    /// # futures::executor::block_on(async {
    /// let failing = asyncify::context(async |out: HandOut<u8>| {
    ///     out.give(1).await;
    ///     Err("the tear-down failed")
    /// });
    /// let failed = failing.try_with(async |_| Err::<u8, _>("the body failed"));
    /// assert_eq!(failed.await, Err("the body failed"));
    /// # });
    /// ```
    ///
    /// # Panics
    /// As `with`.
    pub fn try_with<T>(
        self,
        body: impl AsyncFnOnce(&mut R) -> Result<T, E>,
    ) -> Scope<impl Future<Output = Result<T, E>>> {
        lazily(async move |hook| {
            let site = self.site;
            match self.run(body, hook).await {
                Ok((used, ended)) => used.and_then(|value| ended.with(value)),
                Err(ended) => ended.error().unwrap_or_else(|| nothing_handed_out(site)),
            }
        })
    }
}

fn nothing_handed_out(function: Site) -> ! {
    panic!("{function} ended without handing its resource out")
}

impl<R, O> fmt::Debug for Context<R, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("function", &self.site.function())
            .finish_non_exhaustive()
    }
}

/// Hands the resource of a [`Context`] out.
pub struct HandOut<R>(Completer<Lent<R>>);

impl<R> HandOut<R> {
    /// Lends the resource to the body of [`Context::with`], and resolves to it when that has ended.
    ///
    /// The tear-down may run on another thread than the set-up: see [`scope`](crate::scope()). If the
    /// context is gone, which can happen only in a task that the hand-out was moved to, the resource comes
    /// back at once. If this future is dropped, the resource is dropped after the body.
    pub async fn give(self, resource: R) -> R {
        let (back, mut waiting) = channel();
        // No completer is left: the cell would keep what is lent to a context that is just going.
        self.0.finish(Lent {
            resource: Some(resource),
            back,
        });
        match poll_fn(|cx| waiting.poll(cx)).await {
            Outcome::Value(resource) => resource,
            _ => unreachable!("what was lent comes back"),
        }
    }
}

impl<R> fmt::Debug for HandOut<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HandOut").finish_non_exhaustive()
    }
}

/// A resource that goes back when this is dropped.
struct Lent<R> {
    resource: Option<R>,
    back: Completer<R>,
}

impl<R> Lent<R> {
    fn resource(&mut self) -> &mut R {
        self.resource.as_mut().expect("not given back")
    }
}

impl<R> Drop for Lent<R> {
    fn drop(&mut self) {
        if let Some(resource) = self.resource.take() {
            self.back.complete(resource);
        }
    }
}
