//! Called back many times: a stream.

mod blocking;
mod buffer;
mod channel;
mod cursor;
mod emitter;
mod error;
pub(crate) mod listener;
mod options;
mod queue;
mod room;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::{FusedStream, Stream};

use crate::errors::ErrorNote;
use crate::subscription::{Cancel, Closable, Close, LocalCancel, Subscription, into_ok};
use crate::sync::Arc;
use channel::{Channel, Receiver};

pub use blocking::{
    lossy_stream_blocking, stream_blocking, try_lossy_stream_blocking, try_stream_blocking,
};
pub use emitter::Emitter;
pub use error::{EventError, Lagged};
pub use listener::{ListenerEvent, ListenerItem};
pub use options::{Overflow, StreamOptions};
pub(crate) use queue::Lost;

/// Turns a callback that is called many times into a stream.
///
/// `start` is run now. It hands the [`Emitter`] to the API and returns what the API returned: that
/// value, the handle, is kept until the stream is closed or dropped.
///
/// A stream whose policy may lose values only counts the loss ([`EventStream::lost`]);
/// [`lossy_stream`] shows it where it happened.
///
/// # Cancellation
/// Dropping the stream drops the handle, or passes it to what [`EventStream::cancel`] was given.
/// Where that would happen inside a callback, or on the thread that calls back, it is done on a
/// thread of its own instead. A callback that comes later is harmless.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::{Emitter, Overflow, StreamOptions, stream};
/// use futures::StreamExt;
///
/// # futures::executor::block_on(async {
/// let options = StreamOptions::new().buffer(64).overflow(Overflow::Block);
/// let ticks = stream(options, |events: Emitter<u32>| {
///     std::thread::spawn(move || (0..100).all(|tick| events.emit(tick)))
/// });
/// assert_eq!(ticks.count().await, 100);
/// # });
/// ```
pub fn stream<T, H: Send + 'static>(
    options: StreamOptions,
    start: impl FnOnce(Emitter<T>) -> H,
) -> EventStream<T, H> {
    stream_local(options, start).release_anywhere()
}

/// [`stream`] for an API that can refuse to start.
///
/// # Errors
/// What `start` returned.
///
/// ```
/// # use asyncify_runtime::{Emitter, StreamOptions, try_stream};
/// let refused = try_stream(StreamOptions::new(), |_: Emitter<u8>| Err::<(), _>("no such device"));
/// assert_eq!(refused.unwrap_err(), "no such device");
/// ```
pub fn try_stream<T, H: Send + 'static, E>(
    options: StreamOptions,
    start: impl FnOnce(Emitter<T>) -> Result<H, E>,
) -> Result<EventStream<T, H>, E> {
    try_stream_local(options, start).map(EventStream::release_anywhere)
}

/// [`stream`] for a handle that must stay on its thread: it is always dropped where the stream is.
pub fn stream_local<T, H>(
    options: StreamOptions,
    start: impl FnOnce(Emitter<T>) -> H,
) -> EventStream<T, H> {
    into_ok(EventStream::begin(options, None, |emitter| {
        Ok(start(emitter))
    }))
}

/// [`try_stream`] for a handle that must stay on its thread.
///
/// # Errors
/// What `start` returned.
pub fn try_stream_local<T, H, E>(
    options: StreamOptions,
    start: impl FnOnce(Emitter<T>) -> Result<H, E>,
) -> Result<EventStream<T, H>, E> {
    EventStream::begin(options, None, start)
}

/// [`stream`] that shows every loss among its items.
///
/// Where values are missing, one item `Err(E::from(Lagged { lost }))` tells how many.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::{Emitter, Lagged, Overflow, StreamOptions, lossy_stream};
/// use futures::StreamExt;
///
/// # futures::executor::block_on(async {
/// let options = StreamOptions::new().overflow(Overflow::Latest);
/// let latest = lossy_stream(options, |events: Emitter<Result<u8, Lagged>>| {
///     for value in 1..=3 {
///         events.emit(Ok(value));
///     }
/// });
/// assert_eq!(latest.collect::<Vec<_>>().await, [Err(Lagged { lost: 2 }), Ok(3)]);
/// # });
/// ```
pub fn lossy_stream<T, E: From<Lagged>, H: Send + 'static>(
    options: StreamOptions,
    start: impl FnOnce(Emitter<Result<T, E>>) -> H,
) -> EventStream<Result<T, E>, H> {
    lossy_stream_local(options, start).release_anywhere()
}

/// [`lossy_stream`] for an API that can refuse to start.
///
/// # Errors
/// What `start` returned.
pub fn try_lossy_stream<T, E: From<Lagged>, H: Send + 'static, X>(
    options: StreamOptions,
    start: impl FnOnce(Emitter<Result<T, E>>) -> Result<H, X>,
) -> Result<EventStream<Result<T, E>, H>, X> {
    try_lossy_stream_local(options, start).map(EventStream::release_anywhere)
}

/// [`lossy_stream`] for a handle that must stay on its thread.
pub fn lossy_stream_local<T, E: From<Lagged>, H>(
    options: StreamOptions,
    start: impl FnOnce(Emitter<Result<T, E>>) -> H,
) -> EventStream<Result<T, E>, H> {
    into_ok(EventStream::begin(options, Some(lagged), |emitter| {
        Ok(start(emitter))
    }))
}

/// [`try_lossy_stream`] for a handle that must stay on its thread.
///
/// # Errors
/// What `start` returned.
pub fn try_lossy_stream_local<T, E: From<Lagged>, H, X>(
    options: StreamOptions,
    start: impl FnOnce(Emitter<Result<T, E>>) -> Result<H, X>,
) -> Result<EventStream<Result<T, E>, H>, X> {
    EventStream::begin(options, Some(lagged), start)
}

/// The item that tells of a loss.
pub(crate) fn lagged<T, E: From<Lagged>>(lost: u64) -> Result<T, E> {
    Err(E::from(Lagged { lost }))
}

/// A stream of what callbacks deliver. Made by [`stream`] and its relatives.
///
/// `H` is the API's own handle, and `C` what it is passed to in the end. The stream is `Send` exactly
/// when `T`, `H` and `C` are, and may be polled from any task. It ends when the API has dropped every
/// [`Emitter`], or said [`end`](Emitter::end).
///
/// A stream that always has more never lets its task wait, so that nothing else of that task comes to its
/// turn, be it a timeout. Where that may be, the loop says when others have theirs: under tokio by
/// `tokio::task::coop::consume_budget().await`.
#[must_use = "a dropped stream stops its API"]
pub struct EventStream<T, H = (), C: FnOnce(H) = Cancel<H>> {
    inner: Subscription<Receiver<T>, H, C>,
}

impl<T, H> EventStream<T, H> {
    fn begin<E>(
        options: StreamOptions,
        show_missing: Option<Lost<T>>,
        start: impl FnOnce(Emitter<T>) -> Result<H, E>,
    ) -> Result<Self, E> {
        let channel = Channel::new(options, show_missing);
        let emitter = Emitter::new(Arc::clone(&channel));
        let inner = Subscription::start(Receiver::new(channel), || start(emitter))?;
        Ok(Self { inner })
    }

    /// Passes the handle to `cancel`, instead of dropping it, when the stream is closed or dropped
    /// before the API has ended it.
    ///
    /// It is run at most once. A second `cancel` takes the place of the first. What is not `Send` goes
    /// to [`cancel_local`](Self::cancel_local).
    pub fn cancel(mut self, cancel: impl FnOnce(H) + Send + 'static) -> Self {
        self.inner.cancel(Box::new(cancel));
        self
    }

    /// [`cancel`](Self::cancel) by what is not `Send`, such as the widget that an identifier belongs
    /// to. The stream stays on its thread then: `cancel` is always run where it is closed or dropped.
    ///
    /// ```
    /// # use asyncify_runtime::{Emitter, StreamOptions, stream_local};
    /// # use std::{cell::RefCell, collections::BTreeMap, rc::Rc};
    /// type Handlers = Rc<RefCell<BTreeMap<u32, Box<dyn Fn(&str)>>>>;
    ///
    /// let handlers = Handlers::default();
    /// let keys = stream_local(StreamOptions::new(), |events: Emitter<String>| {
    ///     let handler = Box::new(move |key: &str| drop(events.emit(key.to_owned())));
    ///     handlers.borrow_mut().insert(7, handler);
    ///     7
    /// });
    /// let connected = Rc::clone(&handlers);
    /// let keys = keys.cancel_local(move |id| drop(connected.borrow_mut().remove(&id)));
    /// drop(keys);
    /// assert!(handlers.borrow().is_empty());
    /// ```
    pub fn cancel_local(
        self,
        cancel: impl FnOnce(H) + 'static,
    ) -> EventStream<T, H, LocalCancel<H>> {
        let cancel: LocalCancel<H> = Box::new(cancel);
        EventStream {
            inner: self.inner.cancelled_by(cancel),
        }
    }

    /// Lets the handle be dropped or cancelled on a thread of its own: in [`close`](Self::close),
    /// and where the stream is dropped inside a callback or on the thread that calls back.
    pub fn release_anywhere(mut self) -> Self
    where
        H: Send + 'static,
    {
        self.inner.release_anywhere();
        self
    }
}

impl<T, H, C: FnOnce(H)> EventStream<T, H, C> {
    /// The API's handle.
    ///
    /// # Panics
    /// Once [`close`](Self::close) has let go of it; see [`try_handle`](Self::try_handle).
    pub fn handle(&self) -> &H {
        self.try_handle().expect("a closed stream has no handle")
    }

    /// The API's handle, to be changed.
    ///
    /// # Panics
    /// Once [`close`](Self::close) has let go of it.
    pub fn handle_mut(&mut self) -> &mut H {
        self.inner
            .handle_mut()
            .expect("a closed stream has no handle")
    }

    /// The API's handle, unless [`close`](Self::close) has let go of it.
    pub fn try_handle(&self) -> Option<&H> {
        self.inner.handle()
    }

    /// How many values the buffer had no room for, so far.
    pub fn lost(&self) -> u64 {
        self.inner.lane().channel().lock().lost()
    }

    /// How many values wait in the buffer, errors aside.
    pub fn backlog(&self) -> usize {
        self.inner.lane().backlog()
    }

    /// Gives the handle out, and leaves a stream that does not keep it.
    ///
    /// That is for calls that return more than a guard: a builder to go on with, an object to use.
    /// Whether the API goes on once that is dropped is its own affair; what [`cancel`](Self::cancel)
    /// was given is forgotten. Dropping the stream makes its callback harmless, and no more.
    ///
    /// # Panics
    /// Once [`close`](Self::close) has let go of the handle.
    ///
    /// ```
    /// # use asyncify_runtime::{Emitter, StreamOptions, stream};
    /// # use futures::StreamExt;
    /// # futures::executor::block_on(async {
    /// let events = stream(StreamOptions::new(), |events: Emitter<u8>| {
    ///     events.emit(7);
    ///     vec![events] // an object that the API gives back
    /// });
    /// let (object, mut events) = events.detach();
    /// assert_eq!(object.len(), 1);
    /// assert_eq!(events.next().await, Some(7));
    /// # });
    /// ```
    #[must_use = "the handle is dropped if it is not kept"]
    pub fn detach(self) -> (H, EventStream<T>) {
        let detached = self.inner.detach();
        let (handle, inner) = detached.expect("a closed stream has no handle");
        (handle, EventStream { inner })
    }

    /// Stops the API and waits until it has dropped every [`Emitter`], so that nothing is called
    /// back after that.
    ///
    /// The handle is dropped or cancelled on a thread of its own, because that often joins the
    /// API's threads, which would hold up the executor. It is done in the first poll if there is
    /// nothing to drop or cancel, or no thread to be had, and by a `_local` stream. What is
    /// buffered is still delivered afterwards, then the stream ends.
    ///
    /// An API that keeps its callback for good keeps this future pending. Dropping the future
    /// leaves the API stopped. Closing twice is fine.
    ///
    /// ```
    /// # use asyncify_runtime::{Emitter, StreamOptions, stream};
    /// # use futures::StreamExt;
    /// # futures::executor::block_on(async {
    /// let mut events = stream(StreamOptions::new(), |events: Emitter<u8>| {
    ///     events.emit(7);
    ///     events // an API whose handle owns the callback
    /// });
    /// events.close().await;
    /// assert_eq!(events.next().await, Some(7));
    /// assert_eq!(events.next().await, None);
    /// # });
    /// ```
    pub fn close(&mut self) -> Close<'_, Self> {
        Close::new(self)
    }
}

impl<T> EventStream<T> {
    /// A stream without a handle, and its emitter.
    pub(crate) fn open(
        options: StreamOptions,
        show_missing: Option<Lost<T>>,
    ) -> (Self, Emitter<T>) {
        let channel = Channel::new(options, show_missing);
        let emitter = Emitter::new(Arc::clone(&channel));
        let inner = into_ok(Subscription::start(Receiver::new(channel), || Ok(())));
        (Self { inner }, emitter)
    }
}

/// Streams of results have a lane of their own for errors.
impl<T, E, H, C: FnOnce(H)> EventStream<Result<T, E>, H, C> {
    /// What is known about the error that the stream yielded last.
    pub fn last_error(&self) -> Option<ErrorNote> {
        self.inner.last_error()
    }

    /// How many errors found their lane full, so far.
    pub fn errors_lost(&self) -> u64 {
        self.inner.lane().channel().lock().errors.lost()
    }

    /// Merges an error into the one that waits before it, if `same` says so of the two items, which
    /// are both errors.
    ///
    /// `same` is run inside the callback. It is given what waits first, then what came. While it runs,
    /// items that came after the error that waits may pass it. Errors that have come before this is called,
    /// inside of the call that starts the API, stay as they are.
    pub fn coalesce_errors(self, same: fn(&Result<T, E>, &Result<T, E>) -> bool) -> Self {
        self.inner.lane().channel().lock().errors.coalesce(same);
        self
    }
}

impl<T, H: Send + 'static> EventStream<T, H> {
    /// [`release_anywhere`](Self::release_anywhere), found by method probing when the bounds hold.
    #[doc(hidden)]
    pub fn release_anywhere_if_send(self) -> Self {
        self.release_anywhere()
    }
}

impl<T, E: PartialEq, H, C: FnOnce(H)> EventStream<Result<T, E>, H, C> {
    /// [`coalesce_errors`](Self::coalesce_errors) by equality, found by method probing when there
    /// is one.
    #[doc(hidden)]
    pub fn coalesce_equal_errors(self) -> Self {
        self.coalesce_errors(|waiting, new| match (waiting, new) {
            (Err(waiting), Err(new)) => waiting == new,
            _ => false,
        })
    }
}

// Nothing in it is ever pinned.
impl<T, H, C: FnOnce(H)> Unpin for EventStream<T, H, C> {}

impl<T, H, C: FnOnce(H)> Stream for EventStream<T, H, C> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        self.inner.poll_next(cx)
    }
}

impl<T, H, C: FnOnce(H)> FusedStream for EventStream<T, H, C> {
    fn is_terminated(&self) -> bool {
        self.inner.is_terminated()
    }
}

impl<T, H, C: FnOnce(H)> Closable for EventStream<T, H, C> {
    fn poll_close(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.inner.poll_close(cx)
    }
}

impl<T, H, C: FnOnce(H)> fmt::Debug for EventStream<T, H, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("backlog", &self.backlog())
            .field("lost", &self.lost())
            .finish_non_exhaustive()
    }
}
