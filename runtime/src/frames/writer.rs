//! The realtime callback's side.

use std::cell::RefCell;
use std::fmt;

use crate::ffi::generated::{Anchor, Attached};
use crate::panics::{catch, discard};
use crate::realtime::link::Link;
use crate::sync::Arc;

use super::ring::RingWriter;

/// Writes blocks of samples from inside a realtime callback. Given to the closure of
/// [`frames`](crate::frames).
///
/// Writing copies the block into a ring and never waits: no lock, no allocation, no system call, and
/// under [`Wake::Tick`](crate::Wake::Tick) no waker of the executor's. Otherwise it wakes a reader
/// that is parked. (What makes the information is the caller's own; a panic in that is passed on
/// under a lock.) A block that finds no room is lost as a whole and shows as the gap of the next frame, which is an
/// empty one if the stream ends before another block is kept. Of a block larger than the ring the
/// end is kept, and the rest is part of its gap. Empty blocks are ignored. No method panics or
/// unwinds, whatever the stream's waker does.
///
/// It is `Send`, for a callback that moves between threads, and not `Sync`: one thread writes at a
/// time. Dropping the writer and all error senders ends the stream.
///
/// ```
/// # use asyncify_runtime::{FrameOptions, FrameWriter, frames};
/// # use futures::StreamExt;
/// # futures::executor::block_on(async {
/// let mut sound = frames(FrameOptions::new(), |frames: FrameWriter<i16>| {
///     std::thread::spawn(move || frames.write(&[1, -1, 2, -2], ()))
/// });
/// assert_eq!(*sound.next().await.unwrap(), [1, -1, 2, -2]);
/// # });
/// ```
pub struct FrameWriter<T, I = ()> {
    /// Borrowed for no longer than the ring itself takes, so never twice.
    ring: RefCell<RingWriter<T, I>>,
    link: Arc<Link>,
}

impl<T: Copy, I> FrameWriter<T, I> {
    pub(super) fn new(ring: RingWriter<T, I>, link: Arc<Link>) -> Self {
        link.add_producer();
        Self {
            ring: RefCell::new(ring),
            link,
        }
    }

    /// Delivers a block of samples and what belongs to it, `()` if nothing does.
    ///
    /// ```
    /// # use asyncify_runtime::{FrameOptions, FrameWriter, frames};
    /// # use futures::StreamExt;
    /// # futures::executor::block_on(async {
    /// let mut sound = frames(FrameOptions::new(), |frames: FrameWriter<u8, &str>| {
    ///     frames.write(&[1, 2, 3], "first");
    /// });
    /// assert_eq!(*sound.next().await.unwrap().info(), "first");
    /// # });
    /// ```
    pub fn write(&self, data: &[T], info: I) {
        let _inside = self.link.threads.enter();
        if self.wants(data) {
            self.push(data, info);
        }
    }

    /// Delivers a block of samples and what `info` returns. Its panic does not unwind into the
    /// caller of the callback: it ends the stream and is resumed in the consumer after what is
    /// buffered.
    ///
    /// Of blocks that are lost in a row, `info` is run for the first only.
    pub fn write_with(&self, data: &[T], info: impl FnOnce() -> I) {
        let _inside = self.link.threads.enter();
        if !self.wants(data) || self.skip(data) {
            discard(info);
            return;
        }
        match catch(info) {
            Ok(info) => self.push(data, info),
            Err(payload) => self.link.resume_later(payload),
        }
    }

    /// [`write`](Self::write) of what a closure returns, its panic treated as in
    /// [`write_with`](Self::write_with).
    #[doc(hidden)]
    pub fn write_catching<'a>(&self, block: impl FnOnce() -> (&'a [T], I))
    where
        T: 'a,
    {
        let _inside = self.link.threads.enter();
        if self.link.refuses() {
            discard(block);
            return;
        }
        match catch(block) {
            Ok((data, info)) => self.write(data, info),
            Err(payload) => self.link.resume_later(payload),
        }
    }

    /// Runs what answers the API, also when nobody listens. Its panic is treated as in
    /// [`write_with`](Self::write_with); there is no answer then.
    #[doc(hidden)]
    pub fn reply<R>(&self, reply: impl FnOnce() -> R) -> Option<R> {
        self.link.reply(reply)
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.link.is_over()
    }

    /// Whether the stream has ended, or its consumer has closed or dropped it.
    pub fn is_closed(&self) -> bool {
        self.link.is_closed()
    }

    fn wants(&self, data: &[T]) -> bool {
        !data.is_empty() && !self.link.refuses()
    }

    /// Whether the block is lost like the one before it, and so what belongs to it is not needed.
    fn skip(&self, data: &[T]) -> bool {
        let skipped = self.ring.borrow_mut().skip(data);
        if skipped {
            self.link.lose(data.len());
            self.link.deliver(data.len());
        }
        skipped
    }

    fn push(&self, data: &[T], info: I) {
        let lost = self.ring.borrow_mut().push(data, info);
        if lost > 0 {
            self.link.lose(lost);
        }
        if !self.link.deliver(data.len()) {
            // The reader passes over what comes after the end.
            self.link.lose(data.len() - lost);
        }
        self.link
            .announce(|| lost > 0 || !self.ring.borrow_mut().has_room_for(data));
    }
}

impl<T, I> Anchor for FrameWriter<T, I> {
    fn attach(&self, key: Attached) {
        self.link.attach(key);
    }
}

impl<T, I> Drop for FrameWriter<T, I> {
    fn drop(&mut self) {
        self.link.remove_producer();
    }
}

impl<T, I> fmt::Debug for FrameWriter<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FrameWriter")
            .field("closed", &self.link.is_closed())
            .finish_non_exhaustive()
    }
}
