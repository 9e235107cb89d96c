//! The realtime lane in the other direction: samples for a callback that fills a slice.

mod error;
mod options;
mod reader;
mod sink;
mod writer;

use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::errors::ErrorNote;
use crate::realtime::link::{Errors, Link, advance};
use crate::realtime::parked::Parked;
use crate::realtime::sender::ErrorSender;
use crate::realtime::wake::Parking;
use crate::subscription::{Closable, Close, Subscription, into_ok};
use crate::sync::atomic::{AtomicU64, Ordering};
use crate::sync::spsc::RingBuffer;
use crate::sync::waker::WakeSink;
use crate::sync::{Arc, lock};
use writer::FeedWriter;

pub use error::FeedError;
pub use options::{ByDefault, FeedOptions, Given, Silence};
pub use reader::FeedReader;

/// How often, and by how much, the ring did not hold what was asked for. Only the callback counts.
///
/// ORDERING: relaxed, the counters guard nothing.
#[derive(Default)]
struct Shortage {
    calls: AtomicU64,
    samples: AtomicU64,
}

impl Shortage {
    fn count(&self, samples: usize) {
        advance(&self.calls, 1, Ordering::Relaxed);
        advance(&self.samples, samples, Ordering::Relaxed);
    }
}

/// Turns a callback that fills a slice into something to write to.
///
/// `start` is run now. It moves the [`FeedReader`] into the API's callback and returns what the API
/// returned: that value, the handle, is kept until the feed is closed or dropped.
///
/// Filling never waits: no lock, no allocation, no system call. So it does not wake the writer,
/// either: the ticker does, within 5 ms, unless [`FeedOptions::wake`] says otherwise. Where the
/// consumer has not written enough, the callback gets silence, and the underrun is counted. Where it
/// has written as much as the ring holds,
/// [`write`](Feed::write) waits.
///
/// # Cancellation
/// Dropping the feed drops the handle, or passes it to what [`Feed::cancel`] was given, whether or
/// not everything has been taken: [`Feed::drain`] waits for that. Where the handle would be dropped
/// inside a callback, or on the thread that calls back, it is done on a thread of its own instead. A
/// callback that comes later gets silence.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::{FeedOptions, FeedReader, feed};
///
/// # futures::executor::block_on(async {
/// let mut played = feed(FeedOptions::new().buffer(480), |source: FeedReader<f32>| {
///     std::thread::spawn(move || {
///         let mut block = [0.0; 64];
///         while !source.is_closed() {
///             source.fill(&mut block); // as an audio API's callback would
///             std::thread::yield_now();
///         }
///     })
/// });
/// played.write(&[0.5; 48_000]).await?; // waits for room again and again
/// played.drain().await?; // all of it has been taken
/// # Ok::<(), asyncify::FeedError>(()) }).unwrap();
/// ```
pub fn feed<T: Copy, H: Send + 'static>(
    options: FeedOptions<impl Silence<T> + Copy>,
    start: impl FnOnce(FeedReader<T>) -> H,
) -> Feed<T, H> {
    feed_local(options, start).release_anywhere()
}

/// [`feed`] for an API that can refuse to start.
///
/// # Errors
/// What `start` returned.
pub fn try_feed<T: Copy, H: Send + 'static, X>(
    options: FeedOptions<impl Silence<T> + Copy>,
    start: impl FnOnce(FeedReader<T>) -> Result<H, X>,
) -> Result<Feed<T, H>, X> {
    try_feed_local(options, start).map(Feed::release_anywhere)
}

/// [`feed`] for a handle that must stay on its thread: it is always dropped where the feed is.
pub fn feed_local<T: Copy, H>(
    options: FeedOptions<impl Silence<T> + Copy>,
    start: impl FnOnce(FeedReader<T>) -> H,
) -> Feed<T, H> {
    into_ok(try_feed_local(options, |source| Ok(start(source))))
}

/// [`try_feed`] for a handle that must stay on its thread.
///
/// # Errors
/// What `start` returned.
pub fn try_feed_local<T: Copy, H, X>(
    options: FeedOptions<impl Silence<T> + Copy>,
    start: impl FnOnce(FeedReader<T>) -> Result<H, X>,
) -> Result<Feed<T, H>, X> {
    Feed::start(options, |source, _errors| start(source))
}

/// [`feed`] for an API that also has an error callback.
///
/// A fatal error ends the feed: [`Feed::write`] and [`Feed::drain`] return it. Others wait for
/// [`Feed::next_error`].
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::{ErrorSender, FeedError, FeedOptions, FeedReader, feed_with_errors};
///
/// # futures::executor::block_on(async {
/// let mut played = feed_with_errors(
///     FeedOptions::new(),
///     |source: FeedReader<f32>, errors: ErrorSender<&str>| {
///         errors.fail("glitch");
///         errors.fail_fatal("device lost");
///         source
///     },
/// );
/// assert_eq!(played.write(&[0.5]).await, Err(FeedError::Failed("device lost")));
/// assert_eq!(played.next_error().await, Some("glitch"));
/// # });
/// ```
pub fn feed_with_errors<T: Copy, E, H: Send + 'static>(
    options: FeedOptions<impl Silence<T> + Copy>,
    start: impl FnOnce(FeedReader<T>, ErrorSender<E>) -> H,
) -> Feed<T, H, E> {
    feed_with_errors_local(options, start).release_anywhere()
}

/// [`feed_with_errors`] for an API that can refuse to start.
///
/// # Errors
/// What `start` returned.
pub fn try_feed_with_errors<T: Copy, E, H: Send + 'static, X>(
    options: FeedOptions<impl Silence<T> + Copy>,
    start: impl FnOnce(FeedReader<T>, ErrorSender<E>) -> Result<H, X>,
) -> Result<Feed<T, H, E>, X> {
    try_feed_with_errors_local(options, start).map(Feed::release_anywhere)
}

/// [`feed_with_errors`] for a handle that must stay on its thread.
pub fn feed_with_errors_local<T: Copy, E, H>(
    options: FeedOptions<impl Silence<T> + Copy>,
    start: impl FnOnce(FeedReader<T>, ErrorSender<E>) -> H,
) -> Feed<T, H, E> {
    into_ok(try_feed_with_errors_local(options, |source, errors| {
        Ok(start(source, errors))
    }))
}

/// [`try_feed_with_errors`] for a handle that must stay on its thread. Where the API tells its end
/// and no errors, these are [`Infallible`].
///
/// # Errors
/// What `start` returned.
pub fn try_feed_with_errors_local<T: Copy, E, H, X>(
    options: FeedOptions<impl Silence<T> + Copy>,
    start: impl FnOnce(FeedReader<T>, ErrorSender<E>) -> Result<H, X>,
) -> Result<Feed<T, H, E>, X> {
    Feed::start(options, start)
}

/// What a callback that fills slices is fed by. Made by [`feed`] and its relatives.
///
/// `T` is a sample, `H` the API's own handle, `E` what its error callback delivers. The feed is
/// `Send` exactly when these are. It is a `Sink` of `Vec<T>`, of `&[T]` and of `T`; closing it as a
/// sink waits until everything has been taken, unlike [`close`](Self::close).
#[must_use = "a dropped feed stops its API"]
pub struct Feed<T: Copy, H = (), E = Infallible> {
    inner: Subscription<FeedWriter<T, E>, H>,
    shortage: Arc<Shortage>,
}

impl<T: Copy, H, E> Feed<T, H, E> {
    fn start<X>(
        options: FeedOptions<impl Silence<T> + Copy>,
        start: impl FnOnce(FeedReader<T>, ErrorSender<E>) -> Result<H, X>,
    ) -> Result<Self, X> {
        let (ring, taken) = RingBuffer::new(options.samples());
        let (sink, filled) = (WakeSink::new(), WakeSink::new());
        let link = Link::new(options.when(), sink.source(), Some(filled.source()));
        let errors = Errors::new(Arc::clone(&link));
        let shortage = Arc::new(Shortage::default());
        let reader = FeedReader::new(
            taken,
            Parking::new(filled),
            options.silent(),
            Arc::clone(&shortage),
            Arc::clone(&link),
        );
        let sender = ErrorSender::new(Arc::clone(&errors), Arc::clone(&link));
        let writer = FeedWriter {
            ring,
            errors,
            wake: Parked::new(sink, options.when(), &link),
            link,
            written: 0,
            waiting: Vec::new(),
            told: false,
        };
        let inner = Subscription::start(writer, || start(reader, sender))?;
        Ok(Self { inner, shortage })
    }

    /// Writes all samples, and waits for room where there is none.
    ///
    /// It does not wait until they are taken: that is [`drain`](Self::drain). Samples that belong
    /// together, such as those of all channels at one moment, should be written together.
    ///
    /// # Cancellation
    /// Dropping the future leaves in the ring what it has written so far; [`written`](Self::written)
    /// tells how much that is. Nothing is written twice.
    ///
    /// # Errors
    /// What ended the feed. What was not taken until then is lost.
    ///
    /// # Panics
    /// If code of the user's panicked in the callback: with that panic, once.
    pub async fn write(&mut self, samples: &[T]) -> Result<(), FeedError<E>> {
        let mut rest = samples;
        poll_fn(|cx| self.inner.lane_mut().poll_write(cx, &mut rest)).await
    }

    /// Writes as many samples as there is room for now, and returns how many that were.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    ///
    /// # Panics
    /// As [`write`](Self::write).
    ///
    /// ```
    /// # use asyncify_runtime::{FeedOptions, FeedReader, feed};
    /// let mut played = feed(FeedOptions::new().buffer(2), |source: FeedReader<u8>| source);
    /// assert_eq!(played.try_write(&[1, 2, 3]), Ok(2));
    /// ```
    pub fn try_write(&mut self, samples: &[T]) -> Result<usize, FeedError<E>> {
        let writer = self.inner.lane_mut();
        writer.link.threads.polled();
        writer.check()?;
        // What the sink was given comes first.
        if !writer.waiting.is_empty() {
            return Ok(0);
        }
        let mut rest = samples;
        writer.push(&mut rest);
        Ok(samples.len() - rest.len())
    }

    /// Waits until all items that the sink has accepted are in the ring.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    ///
    /// # Panics
    /// As [`write`](Self::write).
    pub async fn flush(&mut self) -> Result<(), FeedError<E>> {
        poll_fn(|cx| self.inner.lane_mut().poll_waiting(cx)).await
    }

    /// Waits until the API has taken all that was written, the sink's items included.
    ///
    /// What the API does with it takes longer: sound that was taken is yet to be heard.
    ///
    /// # Errors
    /// What ended the feed before that.
    ///
    /// # Panics
    /// As [`write`](Self::write).
    pub async fn drain(&mut self) -> Result<(), FeedError<E>> {
        poll_fn(|cx| self.inner.lane_mut().poll_drain(cx)).await
    }

    /// How many samples went into the ring, so far.
    pub fn written(&self) -> u64 {
        self.inner.lane().written
    }

    /// How many samples the API has taken, so far, silence not included.
    pub fn taken(&self) -> u64 {
        self.inner.lane().link.position()
    }

    /// How many calls of the callback found less than they asked for, so far. Those before the first
    /// sample was written count, too.
    pub fn underruns(&self) -> u64 {
        self.shortage.calls.load(Ordering::Relaxed)
    }

    /// How many samples of silence these calls got.
    pub fn silence(&self) -> u64 {
        self.shortage.samples.load(Ordering::Relaxed)
    }

    /// The next error that does not wait to be returned by [`write`](Self::write), or `None` once the
    /// API has ended. A fatal one that `write` or `drain` has returned does not come again.
    ///
    /// Dropping the future loses nothing.
    ///
    /// # Panics
    /// As [`write`](Self::write).
    pub async fn next_error(&mut self) -> Option<E> {
        poll_fn(|cx| self.inner.poll_next(cx)).await
    }

    /// The same errors, as a stream.
    pub fn errors(&mut self) -> FeedErrors<'_, T, H, E> {
        FeedErrors { feed: self }
    }

    /// What is known about the error that came last by [`next_error`](Self::next_error) or
    /// [`errors`](Self::errors).
    pub fn last_error(&self) -> Option<ErrorNote> {
        self.inner.last_error()
    }

    /// How many errors found their lane full, so far.
    pub fn errors_lost(&self) -> u64 {
        lock(&self.inner.lane().errors).lane.lost()
    }

    /// Merges an error into the one that waits before it, if `same` says so of the two.
    ///
    /// `same` is run inside the error callback. It is given what waits first, then what came. Errors that
    /// have come before this is called, inside of the call that starts the API, stay as they are.
    pub fn coalesce_errors(self, same: fn(&E, &E) -> bool) -> Self {
        lock(&self.inner.lane().errors).lane.coalesce(same);
        self
    }

    /// The API's handle.
    ///
    /// # Panics
    /// Once [`close`](Self::close) has let go of it; see [`try_handle`](Self::try_handle).
    pub fn handle(&self) -> &H {
        self.try_handle().expect("a closed feed has no handle")
    }

    /// The API's handle, to be changed.
    ///
    /// # Panics
    /// Once [`close`](Self::close) has let go of it.
    pub fn handle_mut(&mut self) -> &mut H {
        self.inner
            .handle_mut()
            .expect("a closed feed has no handle")
    }

    /// The API's handle, unless [`close`](Self::close) has let go of it.
    pub fn try_handle(&self) -> Option<&H> {
        self.inner.handle()
    }

    /// Passes the handle to `cancel`, instead of dropping it, when the feed is closed or dropped
    /// before the API has ended it.
    ///
    /// It is run at most once. A second `cancel` takes the place of the first.
    pub fn cancel(mut self, cancel: impl FnOnce(H) + Send + 'static) -> Self {
        self.inner.cancel(Box::new(cancel));
        self
    }

    /// Stops the API and waits until it has dropped the reader and every error sender, so that
    /// nothing is called back after that. What it has not taken yet is lost: see
    /// [`drain`](Self::drain).
    ///
    /// The handle is dropped or cancelled on a thread of its own, because that often joins the
    /// API's threads, which would hold up the executor. It is done in the first poll if there is
    /// nothing to drop or cancel, or no thread to be had, and by a `_local` feed.
    ///
    /// An API that keeps its callback for good keeps this future pending. Dropping the future
    /// leaves the API stopped. Closing twice is fine.
    pub fn close(&mut self) -> Close<'_, Self> {
        Close::new(self)
    }

    /// Lets the handle be dropped or cancelled on a thread of its own: in [`close`](Self::close),
    /// and where the feed is dropped inside a callback or on the thread that calls back.
    pub fn release_anywhere(mut self) -> Self
    where
        H: Send + 'static,
    {
        self.inner.release_anywhere();
        self
    }
}

impl<T: Copy, H: Send + 'static, E> Feed<T, H, E> {
    /// [`release_anywhere`](Self::release_anywhere), found by method probing when the bounds hold.
    #[doc(hidden)]
    pub fn release_anywhere_if_send(self) -> Self {
        self.release_anywhere()
    }
}

impl<T: Copy, H, E: PartialEq> Feed<T, H, E> {
    /// [`coalesce_errors`](Self::coalesce_errors) by equality, found by method probing when there
    /// is one.
    #[doc(hidden)]
    pub fn coalesce_equal_errors(self) -> Self {
        self.coalesce_errors(E::eq)
    }
}

// Nothing in it is ever pinned.
impl<T: Copy, H, E> Unpin for Feed<T, H, E> {}

impl<T: Copy, H, E> Closable for Feed<T, H, E> {
    fn poll_close(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.inner.poll_close(cx)
    }
}

impl<T: Copy, H, E> fmt::Debug for Feed<T, H, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Feed")
            .field("written", &self.written())
            .field("taken", &self.taken())
            .field("underruns", &self.underruns())
            .finish_non_exhaustive()
    }
}

/// The errors of a [`Feed`] as a stream. Made by [`Feed::errors`].
#[derive(Debug)]
#[must_use = "streams do nothing unless polled"]
pub struct FeedErrors<'a, T: Copy, H, E> {
    feed: &'a mut Feed<T, H, E>,
}

impl<T: Copy, H, E> Stream for FeedErrors<'_, T, H, E> {
    type Item = E;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<E>> {
        self.feed.inner.poll_next(cx)
    }
}
