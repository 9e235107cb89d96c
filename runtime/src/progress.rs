//! What a call tells of itself while it is under way.

use std::fmt;
use std::future::Future;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use futures_core::FusedFuture;

use crate::panics::{Payload, catch, discard};
use crate::park::{Parked, poll_parked, wake};
use crate::stream::{Emitter, EventStream, Lagged, Lost, StreamOptions, lagged};
use crate::sync::{Arc, Mutex, lock};
use crate::threads::Threads;

/// Adds progress to a future: what the API tells before it is done.
///
/// `call` is run now, to make the future; an `async` block in it runs when it is polled, as every
/// future does. `options` say what becomes of progress that the consumer is too slow for.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::{Completer, Reporter, StreamOptions, once, with_progress};
/// use futures::StreamExt;
///
/// # futures::executor::block_on(async {
/// let copy = with_progress(StreamOptions::new(), |percent: Reporter<u8>| {
///     once(move |done: Completer<&str>| {
///         std::thread::spawn(move || {
///             percent.report(50);
///             percent.report(100);
///             done.complete("copied");
///         })
///     })
/// });
/// let percents = copy.progress().collect::<Vec<_>>();
/// assert_eq!(futures::join!(copy, percents), (Ok("copied"), vec![50, 100]));
/// # });
/// ```
pub fn with_progress<F: Future, P>(
    options: StreamOptions,
    call: impl FnOnce(Reporter<P>) -> F,
) -> WithProgress<F, P> {
    WithProgress::new(Lane::new(options, None), call)
}

/// [`with_progress`] that shows every loss among the progress, as [`Lagged`].
pub fn with_lossy_progress<F: Future, P>(
    options: StreamOptions,
    call: impl FnOnce(Reporter<Result<P, Lagged>>) -> F,
) -> WithProgress<F, Result<P, Lagged>> {
    WithProgress::new(Lane::new(options, Some(lagged)), call)
}

/// Where progress goes: nowhere, unless somebody listens.
struct Lane<P> {
    options: StreamOptions,
    show_missing: Option<Lost<P>>,
    state: Mutex<State<P>>,
    threads: Threads,
}

struct State<P> {
    listener: Option<Emitter<P>>,
    /// Of a reply, on its way to the future.
    panic: Option<Payload>,
    /// Of the task that awaits the call.
    waker: Option<Waker>,
    /// The call is over.
    over: bool,
}

impl<P> Parked for State<P> {
    fn waker(&self) -> Option<&Waker> {
        self.waker.as_ref()
    }

    fn park(&mut self, waker: Waker) -> Option<Waker> {
        self.waker.replace(waker)
    }
}

impl<P> Lane<P> {
    fn new(options: StreamOptions, show_missing: Option<Lost<P>>) -> Arc<Self> {
        Arc::new(Self {
            options,
            show_missing,
            state: Mutex::new(State {
                listener: None,
                panic: None,
                waker: None,
                over: false,
            }),
            threads: Threads::new(),
        })
    }

    /// A stream of what comes from now on.
    fn listen(&self) -> EventStream<P> {
        let (stream, emitter) = EventStream::open(self.options, self.show_missing);
        let mut state = lock(&self.state);
        let former = match state.over {
            true => Some(emitter),
            false => state.listener.replace(emitter),
        };
        drop(state);
        if let Some(former) = former {
            former.end();
        }
        stream
    }

    fn listener(&self) -> Option<Emitter<P>> {
        lock(&self.state).listener.clone()
    }

    /// The calling thread polls the call, often in one task with its progress, which that task can't
    /// take while a callback waits for it to be taken.
    fn polled(&self) {
        if let Some(listener) = &lock(&self.state).listener {
            listener.polled();
        }
    }

    fn end(&self) {
        let mut state = lock(&self.state);
        state.over = true;
        let (listener, waker) = (state.listener.take(), state.waker.take());
        drop(state);
        drop(waker);
        // A callback that is under way still holds an emitter, so that dropping this one is not
        // enough.
        if let Some(listener) = listener {
            listener.end();
        }
    }
}

/// A future with progress. Made by [`with_progress`].
///
/// It resolves to what the future alone would; [`progress`](Self::progress) is the stream beside
/// it. It may be moved at any time, and is `Send` exactly when `F` and `P` are.
///
/// # Cancellation
/// That of the future. The stream ends when the call resolves or is dropped, after what is
/// buffered.
#[must_use = "futures do nothing unless polled"]
pub struct WithProgress<F, P> {
    future: Pin<Box<F>>,
    lane: Arc<Lane<P>>,
}

impl<F: Future, P> WithProgress<F, P> {
    fn new(lane: Arc<Lane<P>>, call: impl FnOnce(Reporter<P>) -> F) -> Self {
        let reporter = Reporter {
            lane: Arc::clone(&lane),
        };
        // First, so that the lane is told should `call` panic.
        let future = Box::pin(call(reporter));
        Self { future, lane }
    }
}

impl<F, P> WithProgress<F, P> {
    /// The progress from now on, as a stream of its own.
    ///
    /// It ends when the call does. Nothing is reported before the call is polled, so both must be
    /// awaited at a time: `join!(call, progress.for_each(..))`, or `select!` in a loop. Progress
    /// that nobody has asked for is dropped at once.
    ///
    /// Under [`Overflow::Block`](crate::Overflow::Block) the API waits for this stream until the call
    /// is over. An API that still reports when it has completed the call, and that is joined by its
    /// handle's `Drop`, would then be waited for by the poll that resolves the call: it needs another
    /// policy. What is called back inside a poll of the call does not wait, because the stream may be
    /// of the same task: the buffer grows.
    ///
    /// There is one listener: a second stream ends the first. Dropping the stream does not affect
    /// the call, nor does closing it: its `close` resolves when the call is over. After that, the
    /// stream is empty.
    pub fn progress(&self) -> EventStream<P> {
        self.lane.listen()
    }
}

impl<F: Future, P> Future for WithProgress<F, P> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        self.lane.polled();
        let polled = self.future.as_mut().poll(cx);
        // After the call, whose callbacks may run inside the poll.
        if let Poll::Ready(payload) = poll_parked(&self.lane.state, cx, |state| state.panic.take())
        {
            resume_unwind(payload);
        }
        if polled.is_ready() {
            self.lane.end();
        }
        polled
    }
}

impl<F: Future, P> FusedFuture for WithProgress<F, P> {
    fn is_terminated(&self) -> bool {
        lock(&self.lane.state).over
    }
}

impl<F, P> Drop for WithProgress<F, P> {
    fn drop(&mut self) {
        self.lane.end();
    }
}

impl<F, P> fmt::Debug for WithProgress<F, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WithProgress").finish_non_exhaustive()
    }
}

/// Reports progress from inside callbacks. Given to the closure of [`with_progress`].
///
/// `Send` and `Sync` exactly when `P` is `Send`. What one thread reports arrives in order. No
/// method panics or unwinds, and none blocks except under
/// [`Overflow::Block`](crate::Overflow::Block).
pub struct Reporter<P> {
    lane: Arc<Lane<P>>,
}

impl<P> Reporter<P> {
    /// Reports progress to whoever listens, which the returned value tells of; a value for nobody
    /// is dropped.
    pub fn report(&self, progress: P) -> bool {
        let _inside = self.lane.threads.enter();
        match self.lane.listener() {
            Some(listener) => listener.emit(progress),
            None => {
                discard(progress);
                false
            }
        }
    }

    /// Reports what `progress` returns. Its panic does not unwind into the caller of the callback:
    /// it ends the stream of progress, and is resumed there after what is buffered.
    ///
    /// `progress` is not run when nobody listens.
    pub fn report_with(&self, progress: impl FnOnce() -> P) -> bool {
        let _inside = self.lane.threads.enter();
        match self.lane.listener() {
            Some(listener) => listener.emit_with(progress),
            None => {
                discard(progress);
                false
            }
        }
    }

    /// Runs what answers the API, whether or not anybody listens. Its panic is resumed in the
    /// future; there is no answer then.
    #[doc(hidden)]
    pub fn reply<R>(&self, reply: impl FnOnce() -> R) -> Option<R> {
        let _inside = self.lane.threads.enter();
        let panicked = |payload| {
            let mut state = lock(&self.lane.state);
            let refused = match state.panic {
                None if !state.over => state.panic.replace(payload),
                _ => Some(payload),
            };
            let waker = state.waker.take();
            drop(state);
            discard(refused);
            wake(waker);
        };
        catch(reply).map_err(panicked).ok()
    }

    /// Whether the call is over: it has resolved, or nobody waits for it any more.
    pub fn is_closed(&self) -> bool {
        lock(&self.lane.state).over
    }
}

impl<P> Clone for Reporter<P> {
    fn clone(&self) -> Self {
        Self {
            lane: Arc::clone(&self.lane),
        }
    }
}

impl<P> fmt::Debug for Reporter<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reporter")
            .field("closed", &self.is_closed())
            .finish_non_exhaustive()
    }
}
