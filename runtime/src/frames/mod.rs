//! The realtime lane: blocks of samples through a bounded ring.

mod frame;
mod options;
mod reader;
mod ring;
mod writer;

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::{FusedStream, Stream};

use crate::errors::ErrorNote;
use crate::realtime::link::{Errors, Link};
use crate::realtime::parked::Parked;
use crate::realtime::sender::ErrorSender;
use crate::subscription::{Closable, Close, Subscription, into_ok};
use crate::sync::waker::WakeSink;
use crate::sync::{Arc, lock};
use frame::Pool;
use reader::FrameReader;

pub use frame::{Frame, FrameItem};
pub use options::FrameOptions;
pub use writer::FrameWriter;

/// A frame stream whose items are results, because its API has an error callback.
type Checked<T, I, H, E> = FrameStream<T, I, H, Result<Frame<T, I>, E>>;

/// Turns a callback that delivers blocks of samples into a stream of [`Frame`]s.
///
/// `start` is run now. It moves the [`FrameWriter`] into the API's callback and returns what the
/// API returned: that value, the handle, is kept until the stream is closed or dropped.
///
/// Writing never waits: no lock, no allocation, no system call. So it does not wake the reader,
/// either: the ticker does, within 5 ms, unless [`FrameOptions::wake`] says otherwise. When the
/// consumer is slower than the ring is large, whole blocks are lost, newest first, and the next
/// frame's [`gap`](Frame::gap) tells how many samples. If the stream ends before there is a next one,
/// a last frame without samples does.
///
/// What belongs to a block, `I`, must not need to be dropped, because that may happen in the callback;
/// this is refused when the program is built:
/// ```compile_fail
/// # use asyncify_runtime::{FrameOptions, FrameWriter, frames};
/// let sound = frames(FrameOptions::new(), |frames: FrameWriter<f32, String>| frames);
/// ```
///
/// # Cancellation
/// Dropping the stream drops the handle, or passes it to what [`FrameStream::cancel`] was given.
/// Where that would happen inside a callback, or on the thread that calls back, it is done on a
/// thread of its own instead. A callback that comes later is harmless.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::{FrameOptions, FrameWriter, frames};
/// use futures::StreamExt;
///
/// # futures::executor::block_on(async {
/// let mut sound = frames(FrameOptions::new(), |frames: FrameWriter<f32, u64>| {
///     std::thread::spawn(move || {
///         for time in 0..3 {
///             frames.write(&[0.0; 480], time);
///         }
///     })
/// });
/// let mut samples = 0;
/// while let Some(frame) = sound.next().await {
///     assert_eq!(frame.gap(), 0);
///     samples += frame.len();
/// }
/// assert_eq!(samples, 3 * 480);
/// # });
/// ```
pub fn frames<T: Copy, I, H: Send + 'static>(
    options: FrameOptions,
    start: impl FnOnce(FrameWriter<T, I>) -> H,
) -> FrameStream<T, I, H> {
    frames_local(options, start).release_anywhere()
}

/// [`frames`] for an API that can refuse to start.
///
/// # Errors
/// What `start` returned.
pub fn try_frames<T: Copy, I, H: Send + 'static, X>(
    options: FrameOptions,
    start: impl FnOnce(FrameWriter<T, I>) -> Result<H, X>,
) -> Result<FrameStream<T, I, H>, X> {
    try_frames_local(options, start).map(FrameStream::release_anywhere)
}

/// [`frames`] for a handle that must stay on its thread: it is always dropped where the stream is.
pub fn frames_local<T: Copy, I, H>(
    options: FrameOptions,
    start: impl FnOnce(FrameWriter<T, I>) -> H,
) -> FrameStream<T, I, H> {
    into_ok(try_frames_local(options, |writer| Ok(start(writer))))
}

/// [`try_frames`] for a handle that must stay on its thread.
///
/// # Errors
/// What `start` returned.
pub fn try_frames_local<T: Copy, I, H, X>(
    options: FrameOptions,
    start: impl FnOnce(FrameWriter<T, I>) -> Result<H, X>,
) -> Result<FrameStream<T, I, H>, X> {
    FrameStream::start(options, |writer, _errors| start(writer))
}

/// [`frames`] for an API that also has an error callback: the items are results.
///
/// Errors come where they happened among the frames; [`FrameStream::last_error`] tells more.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::{ErrorSender, FrameOptions, FrameWriter, frames_with_errors};
/// use futures::StreamExt;
///
/// # futures::executor::block_on(async {
/// let mut sound = frames_with_errors(
///     FrameOptions::new(),
///     |frames: FrameWriter<f32>, errors: ErrorSender<&str>| {
///         frames.write(&[0.5], ());
///         errors.fail_fatal("device lost");
///     },
/// );
/// assert_eq!(*sound.next().await.unwrap().unwrap(), [0.5]);
/// assert_eq!(sound.next().await.unwrap().unwrap_err(), "device lost");
/// assert_eq!(sound.last_error().unwrap().position, 1);
/// assert!(sound.next().await.is_none());
/// # });
/// ```
pub fn frames_with_errors<T, I, E, H>(
    options: FrameOptions,
    start: impl FnOnce(FrameWriter<T, I>, ErrorSender<E>) -> H,
) -> FrameStream<T, I, H, Result<Frame<T, I>, E>>
where
    T: Copy,
    H: Send + 'static,
{
    frames_with_errors_local(options, start).release_anywhere()
}

/// [`frames_with_errors`] for an API that can refuse to start.
///
/// # Errors
/// What `start` returned.
#[allow(
    clippy::type_complexity,
    reason = "spelled out, the type shows what the items are"
)]
pub fn try_frames_with_errors<T, I, E, H, X>(
    options: FrameOptions,
    start: impl FnOnce(FrameWriter<T, I>, ErrorSender<E>) -> Result<H, X>,
) -> Result<FrameStream<T, I, H, Result<Frame<T, I>, E>>, X>
where
    T: Copy,
    H: Send + 'static,
{
    try_frames_with_errors_local(options, start).map(FrameStream::release_anywhere)
}

/// [`frames_with_errors`] for a handle that must stay on its thread.
pub fn frames_with_errors_local<T, I, E, H>(
    options: FrameOptions,
    start: impl FnOnce(FrameWriter<T, I>, ErrorSender<E>) -> H,
) -> FrameStream<T, I, H, Result<Frame<T, I>, E>>
where
    T: Copy,
{
    into_ok(try_frames_with_errors_local(options, |writer, errors| {
        Ok(start(writer, errors))
    }))
}

/// [`try_frames_with_errors`] for a handle that must stay on its thread.
///
/// # Errors
/// What `start` returned.
#[allow(
    clippy::type_complexity,
    reason = "spelled out, the type shows what the items are"
)]
pub fn try_frames_with_errors_local<T, I, E, H, X>(
    options: FrameOptions,
    start: impl FnOnce(FrameWriter<T, I>, ErrorSender<E>) -> Result<H, X>,
) -> Result<FrameStream<T, I, H, Result<Frame<T, I>, E>>, X>
where
    T: Copy,
{
    FrameStream::start(options, start)
}

/// [`frames_local`] for an API that also tells the end, and no error.
#[doc(hidden)]
pub fn frames_with_end_local<T: Copy, I, H>(
    options: FrameOptions,
    start: impl FnOnce(FrameWriter<T, I>, ErrorSender<Infallible>) -> H,
) -> FrameStream<T, I, H> {
    into_ok(try_frames_with_end_local(options, |writer, end| {
        Ok(start(writer, end))
    }))
}

/// [`frames_with_end_local`] for an API that can refuse to start.
#[doc(hidden)]
pub fn try_frames_with_end_local<T: Copy, I, H, X>(
    options: FrameOptions,
    start: impl FnOnce(FrameWriter<T, I>, ErrorSender<Infallible>) -> Result<H, X>,
) -> Result<FrameStream<T, I, H>, X> {
    FrameStream::start(options, start)
}

/// Refuses, at compile time, what would run code in a callback, where a block is lost.
#[doc(hidden)]
#[track_caller]
pub const fn no_destructor<I>() {
    assert!(
        !std::mem::needs_drop::<I>(),
        "what a callback says about a block of samples may be dropped there, on a realtime thread, \
         so it must not have a destructor: pass on a value without one, or use `stream`"
    );
}

/// A stream of [`Frame`]s, or of results with one. Made by [`frames`] and its relatives.
///
/// `T` is a sample, `I` what the callback tells about a block, `H` the API's own handle, `F` the
/// item. The stream is `Send` exactly when these and the error are. It ends when the API has
/// dropped the writer and every error sender, or said [`fail_fatal`](ErrorSender::fail_fatal).
#[must_use = "a dropped stream stops its API"]
pub struct FrameStream<T: Copy, I = (), H = (), F: FrameItem<T, I> = Frame<T, I>> {
    inner: Subscription<FrameReader<T, I, F>, H>,
}

impl<T: Copy, I, H, F: FrameItem<T, I>> FrameStream<T, I, H, F> {
    pub(crate) fn start<X>(
        options: FrameOptions,
        start: impl FnOnce(FrameWriter<T, I>, ErrorSender<F::Error>) -> Result<H, X>,
    ) -> Result<Self, X> {
        const { no_destructor::<I>() };
        let (written, ring) = ring::ring(options);
        let sink = WakeSink::new();
        let link = Link::new(options.when(), sink.source(), None);
        let errors = Errors::new(Arc::clone(&link));
        let writer = FrameWriter::new(written, Arc::clone(&link));
        let sender = ErrorSender::new(Arc::clone(&errors), Arc::clone(&link));
        let reader = FrameReader {
            ring,
            errors,
            wake: Parked::new(sink, options.when(), &link),
            link,
            pool: Pool::new(),
        };
        let inner = Subscription::start(reader, || start(writer, sender))?;
        Ok(Self { inner })
    }

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

    /// How many samples the ring had no room for, so far: also those that no frame's
    /// [`gap`](Frame::gap) shows yet. Every loss shows there in the end, except that of a block
    /// that was being written just when an error or a panic ended the stream.
    pub fn lost(&self) -> u64 {
        self.inner.lane().link.lost()
    }

    /// Passes the handle to `cancel`, instead of dropping it, when the stream is closed or dropped
    /// before the API has ended it.
    ///
    /// It is run at most once. A second `cancel` takes the place of the first.
    pub fn cancel(mut self, cancel: impl FnOnce(H) + Send + 'static) -> Self {
        self.inner.cancel(Box::new(cancel));
        self
    }

    /// Gives the handle out, and leaves a stream that does not keep it.
    ///
    /// That is for calls that return more than a guard: a builder to go on with, an object to use.
    /// Whether the API goes on once that is dropped is its own affair; what [`cancel`](Self::cancel)
    /// was given is forgotten. Dropping the stream makes its callback harmless, and no more.
    ///
    /// # Panics
    /// Once [`close`](Self::close) has let go of the handle.
    #[must_use = "the handle is dropped if it is not kept"]
    pub fn detach(self) -> (H, FrameStream<T, I, (), F>) {
        let detached = self.inner.detach();
        let (handle, inner) = detached.expect("a closed stream has no handle");
        (handle, FrameStream { inner })
    }

    /// Stops the API and waits until it has dropped the writer and every error sender, so that
    /// nothing is called back after that.
    ///
    /// The handle is dropped or cancelled on a thread of its own, because that often joins the
    /// API's threads, which would hold up the executor. It is done in the first poll if there is
    /// nothing to drop or cancel, or no thread to be had, and by a `_local` stream. What is
    /// buffered is still delivered afterwards, then the stream ends.
    ///
    /// An API that keeps its callback for good keeps this future pending. Dropping the future
    /// leaves the API stopped. Closing twice is fine.
    pub fn close(&mut self) -> Close<'_, Self> {
        Close::new(self)
    }

    /// What is known about the error that the stream yielded last.
    pub fn last_error(&self) -> Option<ErrorNote> {
        self.inner.last_error()
    }

    /// How many errors found their lane full, so far.
    pub fn errors_lost(&self) -> u64 {
        lock(&self.inner.lane().errors).lane.lost()
    }

    /// Merges an error into the one that waits before it, if `same` says so of the two.
    ///
    /// `same` is run inside the error callback. It is given what waits first, then what came. While it
    /// runs, frames that came after the error that waits may pass it. Errors that have come before this is
    /// called, inside of the call that starts the API, stay as they are.
    pub fn coalesce_errors(self, same: fn(&F::Error, &F::Error) -> bool) -> Self {
        lock(&self.inner.lane().errors).lane.coalesce(same);
        self
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

impl<T: Copy, I, H: Send + 'static, F: FrameItem<T, I>> FrameStream<T, I, H, F> {
    /// [`release_anywhere`](Self::release_anywhere), found by method probing when the bounds hold.
    #[doc(hidden)]
    pub fn release_anywhere_if_send(self) -> Self {
        self.release_anywhere()
    }
}

impl<T: Copy, I, H, E: PartialEq> Checked<T, I, H, E> {
    /// [`coalesce_errors`](Self::coalesce_errors) by equality, found by method probing when there
    /// is one.
    #[doc(hidden)]
    pub fn coalesce_equal_errors(self) -> Self {
        self.coalesce_errors(E::eq)
    }
}

// Nothing in it is ever pinned.
impl<T: Copy, I, H, F: FrameItem<T, I>> Unpin for FrameStream<T, I, H, F> {}

impl<T: Copy, I, H, F: FrameItem<T, I>> Stream for FrameStream<T, I, H, F> {
    type Item = F;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<F>> {
        self.inner.poll_next(cx)
    }
}

impl<T: Copy, I, H, F: FrameItem<T, I>> FusedStream for FrameStream<T, I, H, F> {
    fn is_terminated(&self) -> bool {
        self.inner.is_terminated()
    }
}

impl<T: Copy, I, H, F: FrameItem<T, I>> Closable for FrameStream<T, I, H, F> {
    fn poll_close(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.inner.poll_close(cx)
    }
}

impl<T: Copy, I, H, F: FrameItem<T, I>> fmt::Debug for FrameStream<T, I, H, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FrameStream")
            .field("lost", &self.lost())
            .finish_non_exhaustive()
    }
}
