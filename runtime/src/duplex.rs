//! Samples in both directions through one callback: frames and a feed that share the API's handle.

use std::convert::Infallible;
use std::fmt;
use std::task::{Context, Poll};

use crate::feed::{Feed, FeedOptions, FeedReader, Silence, try_feed_with_errors_local};
use crate::ffi::generated::{Anchor, Attached};
use crate::frames::{Frame, FrameItem, FrameOptions, FrameStream, FrameWriter};
use crate::realtime::sender::ErrorSender;
use crate::subscription::{Cancel, Closable, Close, into_ok};
use crate::sync::atomic::{AtomicBool, Ordering};
use crate::sync::{Arc, Mutex, lock};

/// A duplex whose frames are results, because its API has an error callback.
type Checked<I, O, Info, H, E> = Duplex<I, O, Info, H, Result<Frame<I, Info>, E>>;

/// Turns a callback that brings samples and has to fill a slice, in one call, into a stream of
/// frames and a feed.
///
/// It does what [`frames`](crate::frames) and [`feed`](crate::feed) do; `start` moves the
/// [`DuplexPort`] into the API's callback. What is written while nothing has been heard yet is how
/// far the output is behind the input: write some silence first, or the first frames' answers come
/// too late to be taken.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::{DuplexPort, FeedOptions, FrameOptions, duplex};
/// use futures::StreamExt;
///
/// # futures::executor::block_on(async {
/// let mut duplex = duplex(
///     FrameOptions::new(),
///     FeedOptions::new(),
///     |port: DuplexPort<i16, i16>| port,
/// );
/// let heard = duplex.with_handle(|port| {
///     let mut output = [9; 2];
///     port.exchange(&[1, 2], &mut output, ()); // what the API's callback does
///     output
/// });
/// assert_eq!(heard, [0, 0]);
/// let (mut input, mut output) = duplex.split();
/// let frame = input.next().await.expect("a frame");
/// output.write(&frame).await?; // an echo
/// # Ok::<(), asyncify::FeedError>(()) }).unwrap();
/// ```
pub fn duplex<I: Copy, O: Copy, Info, H: Send + 'static>(
    input: FrameOptions,
    output: FeedOptions<impl Silence<O> + Copy>,
    start: impl FnOnce(DuplexPort<I, O, Info>) -> H,
) -> Duplex<I, O, Info, H> {
    duplex_local(input, output, start).release_anywhere()
}

/// [`duplex`] for an API that can refuse to start.
///
/// # Errors
/// What `start` returned.
pub fn try_duplex<I: Copy, O: Copy, Info, H: Send + 'static, X>(
    input: FrameOptions,
    output: FeedOptions<impl Silence<O> + Copy>,
    start: impl FnOnce(DuplexPort<I, O, Info>) -> Result<H, X>,
) -> Result<Duplex<I, O, Info, H>, X> {
    try_duplex_local(input, output, start).map(Duplex::release_anywhere)
}

/// [`duplex`] for a handle that must stay on its thread: it is dropped where the last half is.
pub fn duplex_local<I: Copy, O: Copy, Info, H>(
    input: FrameOptions,
    output: FeedOptions<impl Silence<O> + Copy>,
    start: impl FnOnce(DuplexPort<I, O, Info>) -> H,
) -> Duplex<I, O, Info, H> {
    into_ok(try_duplex_local(input, output, |port| Ok(start(port))))
}

/// [`try_duplex`] for a handle that must stay on its thread.
///
/// # Errors
/// What `start` returned.
pub fn try_duplex_local<I: Copy, O: Copy, Info, H, X>(
    input: FrameOptions,
    output: FeedOptions<impl Silence<O> + Copy>,
    start: impl FnOnce(DuplexPort<I, O, Info>) -> Result<H, X>,
) -> Result<Duplex<I, O, Info, H>, X> {
    Duplex::start(input, output, |port, _errors| start(port))
}

/// [`duplex`] for an API that also has an error callback: the errors come among the frames. A fatal
/// one ends the feed as well.
pub fn duplex_with_errors<I: Copy, O: Copy, Info, E, H: Send + 'static>(
    input: FrameOptions,
    output: FeedOptions<impl Silence<O> + Copy>,
    start: impl FnOnce(DuplexPort<I, O, Info>, DuplexErrors<E>) -> H,
) -> Duplex<I, O, Info, H, Result<Frame<I, Info>, E>> {
    duplex_with_errors_local(input, output, start).release_anywhere()
}

/// [`duplex_with_errors`] for an API that can refuse to start.
///
/// # Errors
/// What `start` returned.
#[allow(
    clippy::type_complexity,
    reason = "spelled out, the type shows what the items are"
)]
pub fn try_duplex_with_errors<I: Copy, O: Copy, Info, E, H: Send + 'static, X>(
    input: FrameOptions,
    output: FeedOptions<impl Silence<O> + Copy>,
    start: impl FnOnce(DuplexPort<I, O, Info>, DuplexErrors<E>) -> Result<H, X>,
) -> Result<Duplex<I, O, Info, H, Result<Frame<I, Info>, E>>, X> {
    try_duplex_with_errors_local(input, output, start).map(Duplex::release_anywhere)
}

/// [`duplex_with_errors`] for a handle that must stay on its thread.
pub fn duplex_with_errors_local<I: Copy, O: Copy, Info, E, H>(
    input: FrameOptions,
    output: FeedOptions<impl Silence<O> + Copy>,
    start: impl FnOnce(DuplexPort<I, O, Info>, DuplexErrors<E>) -> H,
) -> Duplex<I, O, Info, H, Result<Frame<I, Info>, E>> {
    into_ok(try_duplex_with_errors_local(
        input,
        output,
        |port, errors| Ok(start(port, errors)),
    ))
}

/// [`try_duplex_with_errors`] for a handle that must stay on its thread.
///
/// # Errors
/// What `start` returned.
#[allow(
    clippy::type_complexity,
    reason = "spelled out, the type shows what the items are"
)]
pub fn try_duplex_with_errors_local<I: Copy, O: Copy, Info, E, H, X>(
    input: FrameOptions,
    output: FeedOptions<impl Silence<O> + Copy>,
    start: impl FnOnce(DuplexPort<I, O, Info>, DuplexErrors<E>) -> Result<H, X>,
) -> Result<Duplex<I, O, Info, H, Result<Frame<I, Info>, E>>, X> {
    Duplex::start(input, output, start)
}

/// [`duplex_local`] for an API that also tells the end, and no error.
#[doc(hidden)]
pub fn duplex_with_end_local<I: Copy, O: Copy, Info, H>(
    input: FrameOptions,
    output: FeedOptions<impl Silence<O> + Copy>,
    start: impl FnOnce(DuplexPort<I, O, Info>, DuplexErrors<Infallible>) -> H,
) -> Duplex<I, O, Info, H> {
    into_ok(try_duplex_with_end_local(input, output, |port, end| {
        Ok(start(port, end))
    }))
}

/// [`duplex_with_end_local`] for an API that can refuse to start.
#[doc(hidden)]
pub fn try_duplex_with_end_local<I: Copy, O: Copy, Info, H, X>(
    input: FrameOptions,
    output: FeedOptions<impl Silence<O> + Copy>,
    start: impl FnOnce(DuplexPort<I, O, Info>, DuplexErrors<Infallible>) -> Result<H, X>,
) -> Result<Duplex<I, O, Info, H>, X> {
    Duplex::start(input, output, start)
}

/// Frames of `I` in, samples of `O` out. Made by [`duplex`] and its relatives.
///
/// `Info` is what the callback tells about a call, `H` the API's own handle, which is kept until
/// both halves are gone; `F` is the item of the stream of frames.
#[must_use = "a dropped duplex stops its API"]
pub struct Duplex<I: Copy, O: Copy, Info = (), H = (), F: FrameItem<I, Info> = Frame<I, Info>> {
    input: FrameStream<I, Info, Half<H>, F>,
    output: Feed<O, Half<H>>,
}

impl<I: Copy, O: Copy, Info, H, F: FrameItem<I, Info>> Duplex<I, O, Info, H, F> {
    fn start<X>(
        input: FrameOptions,
        output: FeedOptions<impl Silence<O> + Copy>,
        start: impl FnOnce(DuplexPort<I, O, Info>, DuplexErrors<F::Error>) -> Result<H, X>,
    ) -> Result<Self, X> {
        let (ours, theirs) = Half::pair();
        let mut ends = None;
        // The feed is there before the API starts, and takes its handle from the frames.
        let output = into_ok(try_feed_with_errors_local(output, |source, end| {
            ends = Some((source, end));
            Ok(theirs)
        }));
        let input = FrameStream::start(input, |frames, errors| {
            let Some((source, end)) = ends.take() else {
                unreachable!("the feed has started")
            };
            let handle = start(DuplexPort { frames, source }, DuplexErrors { errors, end })?;
            *lock(&ours.both.handle) = Some(handle);
            Ok(ours)
        })?;
        Ok(Self { input, output })
    }

    /// The two directions, for two tasks. The API goes on until both are dropped or closed; a half
    /// that is [`close`](FrameStream::close)d alone waits for the other one to be let go of.
    #[allow(
        clippy::type_complexity,
        reason = "spelled out, the types show what the halves are"
    )]
    pub fn split(self) -> (FrameStream<I, Info, Half<H>, F>, Feed<O, Half<H>>) {
        (self.input, self.output)
    }

    /// What the callback brings.
    pub fn input(&mut self) -> &mut FrameStream<I, Info, Half<H>, F> {
        &mut self.input
    }

    /// What the callback takes.
    pub fn output(&mut self) -> &mut Feed<O, Half<H>> {
        &mut self.output
    }

    /// Looks at the API's handle, or changes it.
    ///
    /// # Panics
    /// Once [`close`](Self::close) has let go of it.
    pub fn with_handle<R>(&self, look: impl FnOnce(&mut H) -> R) -> R {
        self.input.handle().with(look)
    }

    /// Passes the handle to `cancel`, instead of dropping it, when the last half is closed or
    /// dropped before the API has ended it.
    pub fn cancel(mut self, cancel: impl FnOnce(H) + Send + 'static) -> Self
    where
        H: 'static,
    {
        let former = lock(&self.input.handle().both.cancel).replace(Box::new(cancel));
        drop(former);
        self.input = self.input.cancel(Half::cancel);
        self.output = self.output.cancel(Half::cancel);
        self
    }

    /// Stops the API and waits until it has dropped its callbacks, as
    /// [`FrameStream::close`] does. What was captured is still delivered afterwards.
    pub fn close(&mut self) -> Close<'_, Self> {
        Close::new(self)
    }

    /// Merges an error into the one that waits before it, if `same` says so of the two. See
    /// [`FrameStream::coalesce_errors`].
    pub fn coalesce_errors(mut self, same: fn(&F::Error, &F::Error) -> bool) -> Self {
        self.input = self.input.coalesce_errors(same);
        self
    }

    /// Lets the handle be dropped or cancelled on a thread of its own. See
    /// [`FrameStream::release_anywhere`].
    pub fn release_anywhere(mut self) -> Self
    where
        H: Send + 'static,
    {
        self.input = self.input.release_anywhere();
        self.output = self.output.release_anywhere();
        self
    }
}

impl<I: Copy, O: Copy, Info, H: Send + 'static, F: FrameItem<I, Info>> Duplex<I, O, Info, H, F> {
    /// [`release_anywhere`](Self::release_anywhere), found by method probing when the bounds hold.
    #[doc(hidden)]
    pub fn release_anywhere_if_send(self) -> Self {
        self.release_anywhere()
    }
}

impl<I: Copy, O: Copy, Info, H, E: PartialEq> Checked<I, O, Info, H, E> {
    /// [`coalesce_errors`](Self::coalesce_errors) by equality, found by method probing when there
    /// is one.
    #[doc(hidden)]
    pub fn coalesce_equal_errors(self) -> Self {
        self.coalesce_errors(E::eq)
    }
}

impl<I: Copy, O: Copy, Info, H, F: FrameItem<I, Info>> Closable for Duplex<I, O, Info, H, F> {
    fn poll_close(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        // Both are told before either is waited for.
        let (input, output) = (self.input.poll_close(cx), self.output.poll_close(cx));
        match input.is_ready() && output.is_ready() {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }
}

impl<I: Copy, O: Copy, Info, H, F: FrameItem<I, Info>> fmt::Debug for Duplex<I, O, Info, H, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Duplex")
            .field("input", &self.input)
            .field("output", &self.output)
            .finish()
    }
}

/// What one half of a [`Duplex`] has of the API's handle.
pub struct Half<H> {
    both: Arc<Both<H>>,
    /// Whether this half is let go of before the API has ended it.
    cancelling: bool,
}

/// What the halves share.
struct Both<H> {
    handle: Mutex<Option<H>>,
    cancel: Mutex<Option<Cancel<H>>>,
    /// Said by each half as it goes; the last one is right.
    ///
    /// ORDERING: relaxed, the count of the halves orders it before the end of both.
    cancelling: AtomicBool,
}

impl<H> Half<H> {
    fn pair() -> (Self, Self) {
        let both = Arc::new(Both {
            handle: Mutex::new(None),
            cancel: Mutex::new(None),
            cancelling: AtomicBool::new(false),
        });
        let half = |both| Self {
            both,
            cancelling: false,
        };
        (half(Arc::clone(&both)), half(both))
    }

    /// Looks at the handle, or changes it. The other half waits if it wants to do so meanwhile;
    /// inside `look` it would wait for ever.
    pub fn with<R>(&self, look: impl FnOnce(&mut H) -> R) -> R {
        let mut handle = lock(&self.both.handle);
        let handle = handle.as_mut();
        look(handle.expect("the handle is there once the API has started"))
    }

    fn cancel(mut self) {
        self.cancelling = true;
    }
}

impl<H> Drop for Half<H> {
    fn drop(&mut self) {
        let cancelling = &self.both.cancelling;
        cancelling.store(self.cancelling, Ordering::Relaxed);
    }
}

impl<H> Drop for Both<H> {
    fn drop(&mut self) {
        let handle = lock(&self.handle).take();
        let cancel = lock(&self.cancel).take();
        let cancel = cancel.filter(|_| self.cancelling.load(Ordering::Relaxed));
        if let (Some(cancel), Some(handle)) = (cancel, handle) {
            cancel(handle);
        }
    }
}

impl<H> fmt::Debug for Half<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Half").finish_non_exhaustive()
    }
}

/// Moves samples in both directions inside a realtime callback. Given to the closure of [`duplex`].
///
/// It is a [`FrameWriter`] and a [`FeedReader`] in one, and keeps the same promises.
#[derive(Debug)]
pub struct DuplexPort<I: Copy, O: Copy, Info = ()> {
    frames: FrameWriter<I, Info>,
    source: FeedReader<O>,
}

impl<I: Copy, O: Copy, Info> DuplexPort<I, O, Info> {
    /// Fills `output` with the oldest samples that were written, or silence, and delivers `input`.
    pub fn exchange(&self, input: &[I], output: &mut [O], info: Info) {
        self.source.fill(output);
        self.frames.write(input, info);
    }

    /// The same with information that a closure makes. Its panic ends the duplex and is resumed by
    /// the stream of frames.
    pub fn exchange_with(&self, input: &[I], output: &mut [O], info: impl FnOnce() -> Info) {
        self.source.fill(output);
        self.frames.write_with(input, info);
        self.end_together();
    }

    /// The same with slices that a closure makes. What it panics with is treated alike.
    #[doc(hidden)]
    pub fn exchange_catching<'a>(&self, block: impl FnOnce() -> (&'a [I], &'a mut [O], Info))
    where
        I: 'a,
        O: 'a,
    {
        if let Some((input, output, info)) = self.reply(block) {
            self.exchange(input, output, info);
        }
    }

    /// Runs what answers the API, also when nobody listens. Its panic is treated as in
    /// [`exchange_with`](Self::exchange_with); there is no answer then.
    #[doc(hidden)]
    pub fn reply<R>(&self, reply: impl FnOnce() -> R) -> Option<R> {
        let answer = self.frames.reply(reply);
        self.end_together();
        answer
    }

    /// Whether both halves have ended, or were closed or dropped.
    pub fn is_closed(&self) -> bool {
        self.frames.is_closed() && self.source.is_closed()
    }

    /// A panic ended the frames, which know whom to tell.
    fn end_together(&self) {
        if self.frames.has_ended() {
            self.source.end();
        }
    }
}

impl<I: Copy, O: Copy, Info> Anchor for DuplexPort<I, O, Info> {
    fn attach(&self, key: Attached) {
        self.frames.attach(key.clone());
        self.source.attach(key);
    }
}

/// The error callback's side of a [`Duplex`], as an [`ErrorSender`] is for either half.
pub struct DuplexErrors<E> {
    errors: ErrorSender<E>,
    end: ErrorSender<Infallible>,
}

impl<E> DuplexErrors<E> {
    /// Delivers an error among the frames, and leaves the duplex alive.
    pub fn fail(&self, error: E) {
        self.errors.fail(error);
    }

    /// Delivers an error, for which there is always room, and ends both halves.
    pub fn fail_fatal(&self, error: E) {
        self.errors.fail_fatal(error);
        self.end.end();
    }

    /// Delivers the error that `error` returns. Its panic ends the duplex and is resumed by the
    /// stream of frames.
    pub fn fail_with(&self, error: impl FnOnce() -> E) {
        self.fail_if(|| (error(), false));
    }

    /// Delivers the error that `error` returns, and ends both halves if it says so.
    #[doc(hidden)]
    pub fn fail_if(&self, error: impl FnOnce() -> (E, bool)) {
        self.errors.fail_if(error);
        self.end_together();
    }

    /// Ends both halves, with the error that `result` returns, if it is one.
    #[doc(hidden)]
    pub fn end_with<R>(&self, result: impl FnOnce() -> Result<R, E>) {
        self.errors.end_with(result);
        self.end_together();
    }

    /// Ends both halves.
    #[doc(hidden)]
    pub fn end(&self) {
        self.errors.end();
        self.end.end();
    }

    /// As [`DuplexPort::reply`].
    #[doc(hidden)]
    pub fn reply<R>(&self, reply: impl FnOnce() -> R) -> Option<R> {
        let answer = self.errors.reply(reply);
        self.end_together();
        answer
    }

    fn end_together(&self) {
        if self.errors.has_ended() {
            self.end.end();
        }
    }
}

impl<E> Clone for DuplexErrors<E> {
    fn clone(&self) -> Self {
        Self {
            errors: self.errors.clone(),
            end: self.end.clone(),
        }
    }
}

impl<E> fmt::Debug for DuplexErrors<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DuplexErrors").finish_non_exhaustive()
    }
}
