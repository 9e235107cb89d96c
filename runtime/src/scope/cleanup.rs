//! The rest of a scope that was dropped, and who runs it.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use crate::block_on::block_on;
use crate::blocking::elsewhere;
use crate::panics::contain;
use crate::sync::{Arc, HAS_THREADS, Mutex, lock};

/// Releases the resource of a scope that was dropped before it could do so itself: what the hook of
/// [`Scope::cleanup_on`](crate::Scope::cleanup_on) gets.
///
/// A future like any other, for an executor to run to its end. If it is dropped before that, because
/// the executor has been shut down for one, a thread of the pool goes on with it: it is lost only
/// when it is leaked, or the process ends. A panic of the release comes out of the poll, and ends it.
#[must_use = "dropped, it is run on a thread of the pool"]
pub struct Cleanup(Rest<()>);

impl Future for Cleanup {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.0.poll(cx)
    }
}

impl Drop for Cleanup {
    fn drop(&mut self) {
        if let Some(rest) = self.0.take() {
            if !HAS_THREADS {
                return at_once(rest);
            }
            // Not in a runtime: one that is being shut down would wait for this, and this perhaps for
            // what comes after.
            elsewhere(move || block_on(rest));
        }
    }
}

impl fmt::Debug for Cleanup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cleanup")
            .field("done", &self.0.is_done())
            .finish_non_exhaustive()
    }
}

/// A release, done in place. Dropped before it is, the hook has it done.
pub(super) struct Releasing<O: 'static> {
    rest: Rest<O>,
    hook: Hook,
}

impl<O> Releasing<O> {
    pub(super) fn new(rest: impl Future<Output = O> + Send + 'static, hook: Hook) -> Self {
        Self {
            rest: Rest(Some(Box::pin(rest))),
            hook,
        }
    }
}

impl<O> Future for Releasing<O> {
    type Output = O;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<O> {
        self.rest.poll(cx)
    }
}

impl<O> Drop for Releasing<O> {
    fn drop(&mut self) {
        if let Some(rest) = self.rest.take() {
            let rest = Box::pin(async move { drop(rest.await) });
            self.hook.run(Cleanup(Rest(Some(rest))));
        }
    }
}

/// The end of a rest that nobody else could wait for.
fn at_once(mut rest: Boxed<()>) {
    let mut cx = Context::from_waker(Waker::noop());
    assert!(
        rest.as_mut().poll(&mut cx).is_ready(),
        "a scope was dropped whose release has to wait, for which there is no thread here: say `cleanup_on`",
    );
}

type Boxed<O> = Pin<Box<dyn Future<Output = O> + Send>>;

/// What is left of a release: nothing, once it has ended or panicked.
struct Rest<O>(Option<Boxed<O>>);

impl<O> Rest<O> {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<O> {
        // Out of its place while it runs: what has panicked must not go on elsewhere.
        let mut rest = self.0.take().expect("not polled after completion");
        let polled = rest.as_mut().poll(cx);
        if polled.is_pending() {
            self.0 = Some(rest);
        }
        polled
    }

    fn take(&mut self) -> Option<Boxed<O>> {
        self.0.take()
    }

    fn is_done(&self) -> bool {
        self.0.is_none()
    }
}

type Run = Box<dyn FnOnce(Cleanup) + Send>;

/// What runs the cleanup of a scope. Shared by the scope, which is told, and its future, which asks.
#[derive(Clone, Default)]
pub(super) struct Hook(Arc<Mutex<Option<Run>>>);

impl Hook {
    pub(super) fn set<X>(&self, run: impl FnOnce(Cleanup) -> X + Send + 'static) {
        let previous = lock(&self.0).replace(Box::new(move |cleanup| drop(run(cleanup))));
        drop(previous);
    }

    /// The task runs now: its runtime is the one, if nothing else was said and it can be known.
    pub(super) fn begin(&self) {
        #[cfg(all(feature = "tokio", not(loom)))]
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            lock(&self.0)
                .get_or_insert_with(|| Box::new(move |cleanup| drop(runtime.spawn(cleanup))));
        }
    }

    /// Has it run. A hook that panics drops it, and that is enough.
    pub(super) fn run(&self, cleanup: Cleanup) {
        let run = lock(&self.0).take();
        match run {
            Some(run) => contain(|| run(cleanup)),
            None => drop(cleanup),
        }
    }
}
