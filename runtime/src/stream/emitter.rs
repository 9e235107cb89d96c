//! The callbacks' side.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use crate::ffi::generated::{Anchor, Attached};
use crate::panics::{Payload, catch, discard};
use crate::reply::Reply;
use crate::sync::{Arc, Deadline, Mutex};

use super::channel::Channel;

/// Delivers values from inside callbacks. Given to the closure of [`stream`](crate::stream).
///
/// `Send` and `Sync` exactly when `T` is `Send`. What one thread emits arrives in order. No method
/// panics or unwinds, whatever the stream's waker or a dropped value does, and none blocks except
/// [`ask`](Self::ask), and `emit` under [`Overflow::Block`](crate::Overflow::Block).
///
/// Dropping the last clone ends the stream.
///
/// ```
/// # use asyncify_runtime::{Emitter, StreamOptions, stream};
/// # use futures::StreamExt;
/// # futures::executor::block_on(async {
/// let ticks = stream(StreamOptions::new(), |events: Emitter<u32>| {
///     std::thread::spawn(move || (0..3).all(|tick| events.emit(tick)))
/// });
/// assert_eq!(ticks.collect::<Vec<_>>().await, [0, 1, 2]);
/// # });
/// ```
pub struct Emitter<T> {
    /// `Send` and `Sync` as the rest is, and first: an item that is not `Send` is reported without all
    /// that holds it.
    items: PhantomData<Mutex<T>>,
    channel: Arc<Channel<T>>,
}

impl<T> Emitter<T> {
    pub(super) fn new(channel: Arc<Channel<T>>) -> Self {
        Self {
            items: PhantomData,
            channel,
        }
    }

    /// Delivers a value and wakes the task that waits for it.
    ///
    /// Returns whether anybody still listens; a value for nobody is dropped. When the buffer is
    /// full the stream's [`Overflow`](crate::Overflow) says what happens.
    pub fn emit(&self, value: T) -> bool {
        let _inside = self.channel.enter();
        self.channel.emit(value)
    }

    /// Delivers what `value` returns. Its panic does not unwind into the caller of the callback:
    /// it ends the stream and is resumed in the consumer after what is buffered.
    ///
    /// `value` is not run when nobody listens.
    ///
    /// ```
    /// # use asyncify_runtime::{Emitter, StreamOptions, stream};
    /// # use futures::StreamExt;
    /// # futures::executor::block_on(async {
    /// let lengths = stream(StreamOptions::new(), |events: Emitter<usize>| {
    ///     events.emit_with(|| "four".len());
    /// });
    /// assert_eq!(lengths.collect::<Vec<_>>().await, [4]);
    /// # });
    /// ```
    pub fn emit_with(&self, value: impl FnOnce() -> T) -> bool {
        let _inside = self.channel.enter();
        if self.channel.is_deaf() {
            discard(value);
            return false;
        }
        match catch(value) {
            Ok(value) => self.channel.emit(value),
            Err(payload) => {
                self.channel.panicked(payload);
                false
            }
        }
    }

    /// Delivers what `value` returns, or ends the stream if that is `None`. Its panic is treated as
    /// in [`emit_with`](Self::emit_with).
    #[doc(hidden)]
    pub fn emit_or_end(&self, value: impl FnOnce() -> Option<T>) -> bool {
        let _inside = self.channel.enter();
        if self.channel.is_deaf() {
            discard(value);
            return false;
        }
        match catch(value) {
            Ok(Some(value)) => self.channel.emit(value),
            Ok(None) => {
                self.channel.end();
                false
            }
            Err(payload) => {
                self.channel.panicked(payload);
                false
            }
        }
    }

    /// Delivers what `item` makes of a [`Reply`], and blocks until that is answered: at most for
    /// `timeout`.
    ///
    /// Returns `None` when there is no answer: the reply was dropped, by the consumer or with its
    /// item because of the stream's [`Overflow`](crate::Overflow); the time is over, of which
    /// waiting for room under [`Overflow::Block`](crate::Overflow::Block) is a part; the stream has
    /// ended, or is closed or dropped, also while this waits; or `item` panicked, which is treated
    /// as in [`emit_with`](Self::emit_with). `item` is not run when nobody listens.
    ///
    /// It does not wait on the thread that polled the stream last, nor inside the call that starts
    /// the API, where the answer could not come in time: the item is delivered, with a reply that
    /// is closed. An executor with several threads might have answered from another one, so
    /// callbacks that ask should come on threads of the API. If the call that starts the API waits
    /// for a callback on another thread, nobody can answer yet: that needs a `timeout`. So does a
    /// callback that comes inside a method of [the handle](crate::EventStream::handle), on a thread
    /// that has not polled the stream since it has it: that thread could have given the stream away.
    ///
    /// ```
    /// # use asyncify_runtime::{Emitter, Reply, StreamOptions, stream};
    /// # use futures::StreamExt;
    /// # use std::time::Duration;
    /// # futures::executor::block_on(async {
    /// let mut questions = stream(StreamOptions::new(), |events: Emitter<(&str, Reply<bool>)>| {
    ///     std::thread::spawn(move || {
    ///         let timeout = Some(Duration::from_secs(5));
    ///         events.ask(timeout, |reply| ("overwrite?", reply)).unwrap_or(false)
    ///     })
    /// });
    /// while let Some((question, reply)) = questions.next().await {
    ///     assert_eq!(reply.send(question == "overwrite?"), Ok(()));
    /// }
    /// # });
    /// ```
    pub fn ask<R>(&self, timeout: Option<Duration>, item: impl FnOnce(Reply<R>) -> T) -> Option<R> {
        self.ask_or_end(timeout, |reply| Some(item(reply)))
    }

    /// [`ask`](Self::ask), or the end of the stream if `item` returns `None`.
    #[doc(hidden)]
    pub fn ask_or_end<R>(
        &self,
        timeout: Option<Duration>,
        item: impl FnOnce(Reply<R>) -> Option<T>,
    ) -> Option<R> {
        let _inside = self.channel.enter();
        if self.channel.is_deaf() {
            discard(item);
            return None;
        }
        let deadline = Deadline::after(timeout);
        let (reply, asked) = self.channel.question();
        match catch(|| item(reply)) {
            Ok(Some(item)) => {
                self.channel.emit_until(item, deadline);
                // Until it is answered, this thread brings nothing that its turn could come with.
                self.channel.alert();
            }
            Ok(None) => self.channel.end(),
            Err(payload) => self.channel.panicked(payload),
        }
        asked.wait(self.channel.patience(deadline))
    }

    /// Runs what answers the API, also when nobody listens. Its panic is treated as in
    /// [`emit_with`](Self::emit_with); there is no answer then.
    #[doc(hidden)]
    pub fn reply<R>(&self, reply: impl FnOnce() -> R) -> Option<R> {
        let _inside = self.channel.enter();
        let panicked = |payload| self.channel.panicked(payload);
        catch(reply).map_err(panicked).ok()
    }

    /// The calling thread listens, or would if it were not about to run what emits.
    pub(crate) fn polled(&self) {
        self.channel.polled();
    }

    /// Ends the stream by a panic, which is resumed in the consumer after what is buffered.
    pub(super) fn panicked(&self, payload: Payload) {
        let _inside = self.channel.enter();
        self.channel.panicked(payload);
    }

    /// Ends the stream: what is buffered is delivered, what comes later is dropped.
    pub fn end(&self) {
        let _inside = self.channel.enter();
        self.channel.end();
    }

    /// Whether the stream has ended, or its consumer has closed or dropped it.
    pub fn is_closed(&self) -> bool {
        let queue = self.channel.lock();
        queue.refuses() || queue.closing
    }
}

/// Streams of results have a lane of their own for errors: it holds up to 16, which come where they
/// happened among the values. See [`EventStream::last_error`](crate::EventStream::last_error).
impl<T, E> Emitter<Result<T, E>> {
    /// Delivers an error and leaves the stream alive. It is counted and dropped if 16 wait.
    ///
    /// ```
    /// # use asyncify_runtime::{Emitter, StreamOptions, stream};
    /// # use futures::StreamExt;
    /// # futures::executor::block_on(async {
    /// let events = stream(StreamOptions::new(), |events: Emitter<Result<u8, &str>>| {
    ///     events.emit(Ok(1));
    ///     events.fail("overrun");
    /// });
    /// assert_eq!(events.collect::<Vec<_>>().await, [Ok(1), Err("overrun")]);
    /// # });
    /// ```
    pub fn fail(&self, error: E) {
        let _inside = self.channel.enter();
        self.channel.fail(Err(error));
    }

    /// Delivers an error, for which there is always room, and ends the stream.
    pub fn fail_fatal(&self, error: E) {
        let _inside = self.channel.enter();
        self.channel.fail_fatal(Err(error));
    }

    /// Delivers the error that `error` returns. Its panic is treated as in
    /// [`emit_with`](Self::emit_with).
    ///
    /// `error` is not run when nobody listens.
    pub fn fail_with(&self, error: impl FnOnce() -> E) {
        self.fail_if(|| (error(), false));
    }

    /// Ends the stream with the error that `result` returns, if it is one. Its panic is treated as
    /// in [`emit_with`](Self::emit_with).
    #[doc(hidden)]
    pub fn end_with<R>(&self, result: impl FnOnce() -> Result<R, E>) {
        let _inside = self.channel.enter();
        if self.channel.is_deaf() {
            discard(result);
            return;
        }
        match catch(|| result().map(drop)) {
            Ok(Ok(())) => self.channel.end(),
            Ok(Err(error)) => self.channel.fail_fatal(Err(error)),
            Err(payload) => self.channel.panicked(payload),
        }
    }

    /// Delivers the error that `error` returns, and ends the stream if it says so. Its panic is
    /// treated as in [`emit_with`](Self::emit_with).
    #[doc(hidden)]
    pub fn fail_if(&self, error: impl FnOnce() -> (E, bool)) {
        let _inside = self.channel.enter();
        if self.channel.is_deaf() {
            discard(error);
            return;
        }
        match catch(error) {
            Ok((error, false)) => self.channel.fail(Err(error)),
            Ok((error, true)) => self.channel.fail_fatal(Err(error)),
            Err(payload) => self.channel.panicked(payload),
        }
    }
}

impl<T> Anchor for Emitter<T> {
    fn attach(&self, key: Attached) {
        let previous = self.channel.lock().key.replace(key);
        drop(previous);
    }
}

impl<T> Clone for Emitter<T> {
    fn clone(&self) -> Self {
        self.channel.add_emitter();
        Self::new(Arc::clone(&self.channel))
    }
}

impl<T> Drop for Emitter<T> {
    fn drop(&mut self) {
        self.channel.remove_emitter();
    }
}

impl<T> fmt::Debug for Emitter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emitter")
            .field("closed", &self.is_closed())
            .finish_non_exhaustive()
    }
}
