//! An iterator that blocks, as a stream.

use std::collections::VecDeque;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::mem;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::{FusedFuture, FusedStream, Stream};

use crate::panics::Payload;
use crate::park::poll_parked;
use crate::subscription::{Closable, Close};
use crate::sync::Lock;

use super::reader::{Items, Lane, Reader, Source, State};

/// Makes a stream of an iterator that blocks, both on a pool of threads: the making, and each
/// `next`.
///
/// `make` is run when the stream, or the future that it can be [awaited](BlockingStream) as, is
/// polled for the first time. The rest is as for [`BlockingStream`].
///
/// # Panics
/// If `buffer` is 0. A panic of `make` is resumed in the consumer, instead of the first item.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use futures::TryStreamExt;
/// use std::fs::File;
/// use std::io::{self, BufRead, BufReader};
///
/// # futures::executor::block_on(async {
/// let file = asyncify::blocking(|| File::open("Cargo.toml")).await?;
/// let mut lines = asyncify::blocking_stream(64, || BufReader::new(file).lines());
/// assert_eq!(lines.try_next().await?.as_deref(), Some("[package]"));
/// # io::Result::Ok(()) }).unwrap();
/// ```
pub fn blocking_stream<I: Iterator<Item: Send> + Send + 'static>(
    buffer: usize,
    make: impl FnOnce() -> I + Send + 'static,
) -> BlockingStream<I::Item> {
    let make = move || -> Items<I::Item> { Box::new(make()) };
    BlockingStream::reading(buffer, Source::Unmade(Box::new(make)))
}

/// A stream of the items of an iterator that blocks, which a pool of threads reads ahead.
///
/// The pool is that of [`blocking()`](crate::blocking()), of where the stream is polled. From the
/// first poll on, it reads until `buffer` items wait for the consumer; then the iterator rests,
/// **without a thread**, until half of them are taken. So thousands of streams that are full, or that
/// nobody polls, hold up nobody; but an iterator that waits inside `next` does hold its thread. With a
/// buffer of 1 it is one item ahead, at the price of a trip to the pool for each.
///
/// Items come in the iterator's order, each as soon as it is read, and then `None`, for good. The
/// iterator is dropped before that, on the pool.
///
/// # Awaited
/// Opening a thing often blocks, too, so a stream can be awaited, as in
/// `let lines = read(path).await;`: that gives the stream when its iterator has been made. It need not
/// be awaited.
///
/// # Cancellation
/// When the stream is dropped no further item is read, and the pool drops the iterator: never the
/// thread that drops the stream. A `next` that is running is not interrupted; it may ask
/// [`is_cancelled`](crate::is_cancelled). Items that were read ahead are dropped with the stream.
///
/// # Panics
/// A panic of the iterator, also when it is dropped, is resumed in the consumer after the items
/// before it; the stream ends there.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::BlockingStream;
/// use futures::StreamExt;
///
/// # futures::executor::block_on(async {
/// let (sender, receiver) = std::sync::mpsc::channel();
/// std::thread::spawn(move || (0..3).for_each(|n| sender.send(n).unwrap()));
/// let numbers = BlockingStream::new(16, receiver);
/// assert_eq!(numbers.collect::<Vec<_>>().await, [0, 1, 2]);
/// # });
/// ```
#[must_use = "streams do nothing unless polled"]
pub struct BlockingStream<T> {
    lane: Arc<Lane<T>>,
    /// Taken over from the lane.
    taken: VecDeque<T>,
    /// How few of them may be left before the lane is looked at.
    few: usize,
}

impl<T: Send + 'static> BlockingStream<T> {
    /// A stream of the items of what `into_iter` makes of this, here and now. Where making the
    /// iterator blocks, too, there is [`blocking_stream`].
    ///
    /// # Panics
    /// If `buffer` is 0.
    ///
    /// ```
    /// # use asyncify_runtime::BlockingStream;
    /// use futures::TryStreamExt;
    ///
    /// # futures::executor::block_on(async {
    /// let mut files = BlockingStream::new(64, std::fs::read_dir(".")?);
    /// while let Some(file) = files.try_next().await? {
    ///     println!("{}", file.path().display());
    /// }
    /// # std::io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn new(buffer: usize, iter: impl IntoIterator<Item = T, IntoIter: Send + 'static>) -> Self {
        Self::reading(buffer, Source::Made(Box::new(iter.into_iter())))
    }

    fn reading(buffer: usize, source: Source<T>) -> Self {
        Self {
            lane: Lane::new(buffer, source),
            taken: VecDeque::new(),
            few: 0,
        }
    }
}

impl<T> BlockingStream<T> {
    /// Stops reading, and waits until the pool has dropped the iterator.
    ///
    /// A `next` that is running is not interrupted, but may ask
    /// [`is_cancelled`](crate::is_cancelled). What has been read is still delivered afterwards, then
    /// the stream ends. Dropping the future leaves the stream stopped. Closing twice is fine.
    ///
    /// ```
    /// # use asyncify_runtime::BlockingStream;
    /// # use futures::StreamExt;
    /// # futures::executor::block_on(async {
    /// let mut numbers = BlockingStream::new(4, 0..);
    /// assert_eq!(numbers.next().await, Some(0));
    /// numbers.close().await;
    /// assert!(numbers.count().await <= 4);
    /// # });
    /// ```
    pub fn close(&mut self) -> Close<'_, Self> {
        Close::new(self)
    }

    /// Takes an item with a look at the lane, and lets the pool go on if there is room again.
    fn poll_lane(&mut self, cx: &mut Context<'_>) -> Poll<Next<T>> {
        let Self { lane, taken, few } = self;
        let half = lane.buffer / 2;
        let mut due = false;
        let polled = poll_parked(&lane.state, cx, |state| {
            let next = take(state, taken);
            due = state.standing() <= half && matches!(state.reader, Reader::Resting(_));
            // When half is left, and when none is.
            let at_half = half.saturating_sub(state.items.len());
            *few = 1 + if at_half < taken.len() { at_half } else { 0 };
            next
        });
        if due {
            lane.start();
        }
        polled
    }
}

enum Next<T> {
    Item(T),
    End(Option<Payload>),
}

/// Takes one item, and over what else there is if nothing was left.
fn take<T>(state: &mut State<T>, taken: &mut VecDeque<T>) -> Option<Next<T>> {
    if taken.is_empty() {
        mem::swap(&mut state.items, taken);
    }
    let item = taken.pop_front();
    state.ahead = taken.len();
    match (item, &mut state.reader) {
        (Some(item), _) => Some(Next::Item(item)),
        (None, Reader::Ended(panicked)) => Some(Next::End(panicked.take())),
        (None, _) => None,
    }
}

// Nothing in it is ever pinned.
impl<T> Unpin for BlockingStream<T> {}

impl<T> Stream for BlockingStream<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let this = &mut *self;
        if this.taken.len() > this.few {
            return Poll::Ready(this.taken.pop_front());
        }
        match ready!(this.poll_lane(cx)) {
            Next::Item(item) => Poll::Ready(Some(item)),
            Next::End(None) => Poll::Ready(None),
            Next::End(Some(payload)) => resume_unwind(payload),
        }
    }
}

impl<T> FusedStream for BlockingStream<T> {
    fn is_terminated(&self) -> bool {
        let state = self.lane.state.lock();
        let ended = matches!(state.reader, Reader::Ended(None));
        ended && self.taken.is_empty() && state.items.is_empty()
    }
}

impl<T> Closable for BlockingStream<T> {
    fn poll_close(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.lane.stop();
        poll_parked(&self.lane.state, cx, |state| {
            matches!(state.reader, Reader::Ended(_)).then_some(())
        })
    }
}

impl<T> Drop for BlockingStream<T> {
    fn drop(&mut self) {
        self.lane.stop();
        let left = mem::take(&mut self.lane.state.lock().items);
        drop(left);
    }
}

impl<T> fmt::Debug for BlockingStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let read = self.taken.len() + self.lane.state.lock().items.len();
        f.debug_struct("BlockingStream")
            .field("buffer", &self.lane.buffer)
            .field("read", &read)
            .finish_non_exhaustive()
    }
}

impl<T> IntoFuture for BlockingStream<T> {
    type Output = Self;
    type IntoFuture = Opening<T>;

    fn into_future(self) -> Opening<T> {
        Opening(Some(self))
    }
}

/// The future of a [`BlockingStream`]: resolves to the stream when its iterator has been made, or
/// resumes the panic of the making.
///
/// Dropping it drops the stream.
///
/// ```
/// # use asyncify_runtime::blocking_stream;
/// # use futures::StreamExt;
/// # futures::executor::block_on(async {
/// let numbers = blocking_stream(4, || 0..3).await;
/// assert_eq!(numbers.count().await, 3);
/// # });
/// ```
#[derive(Debug)]
#[must_use = "futures do nothing unless polled"]
pub struct Opening<T>(Option<BlockingStream<T>>);

impl<T> Future for Opening<T> {
    type Output = BlockingStream<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<BlockingStream<T>> {
        let Some(stream) = &self.0 else {
            panic!("`Opening` polled after completion");
        };
        stream.lane.start();
        let panicked = ready!(poll_parked(&stream.lane.state, cx, |state| {
            match &mut state.reader {
                _ if state.made => Some(None),
                Reader::Ended(panicked) => Some(panicked.take()),
                _ => None,
            }
        }));
        match panicked {
            None => Poll::Ready(self.0.take().expect("looked at above")),
            Some(payload) => resume_unwind(payload),
        }
    }
}

impl<T> FusedFuture for Opening<T> {
    fn is_terminated(&self) -> bool {
        self.0.is_none()
    }
}
