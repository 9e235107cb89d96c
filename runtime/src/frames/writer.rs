//! The realtime callback's side.

use std::fmt;

use crate::panics::{catch, discard};
use crate::sync::Arc;

use super::link::Link;
use super::ring::RingWriter;

/// Writes blocks of samples from inside a realtime callback. Given to the closure of
/// [`frames`](crate::frames).
///
/// Writing copies the block into a ring: it allocates nothing, takes no lock and never waits. A
/// block that finds no room is lost as a whole and shows as the gap of the next frame; of a block
/// larger than the ring the head is kept. Empty blocks are ignored. No method panics or unwinds,
/// whatever the stream's waker or a dropped value does.
///
/// Dropping the writer and all error senders ends the stream.
///
/// ```
/// # use asyncify_runtime::{FrameOptions, FrameWriter, frames};
/// # use futures::StreamExt;
/// # futures::executor::block_on(async {
/// let mut sound = frames(FrameOptions::new(), |mut frames: FrameWriter<i16>| {
///     std::thread::spawn(move || frames.write(&[1, -1, 2, -2], ()))
/// });
/// assert_eq!(*sound.next().await.unwrap(), [1, -1, 2, -2]);
/// # });
/// ```
pub struct FrameWriter<T, I = ()> {
    /// Taken only in `drop`: it may hold information whose own `Drop` panics.
    ring: Option<RingWriter<T, I>>,
    link: Arc<Link>,
}

impl<T: Copy, I> FrameWriter<T, I> {
    pub(super) fn new(ring: RingWriter<T, I>, link: Arc<Link>) -> Self {
        link.add_producer();
        Self {
            ring: Some(ring),
            link,
        }
    }

    /// Delivers a block of samples and what belongs to it, `()` if nothing does.
    ///
    /// ```
    /// # use asyncify_runtime::{FrameOptions, FrameWriter, frames};
    /// # use futures::StreamExt;
    /// # futures::executor::block_on(async {
    /// let mut sound = frames(FrameOptions::new(), |mut frames: FrameWriter<u8, &str>| {
    ///     frames.write(&[1, 2, 3], "first");
    /// });
    /// assert_eq!(*sound.next().await.unwrap().info(), "first");
    /// # });
    /// ```
    pub fn write(&mut self, data: &[T], info: I) {
        let _inside = self.link.threads.enter();
        match self.admit(data) {
            Some(kept) => self.push(data, kept, info),
            None => discard(info),
        }
    }

    /// Delivers a block of samples and what `info` returns. Its panic does not unwind into the
    /// caller of the callback: it ends the stream and is resumed in the consumer after what is
    /// buffered.
    ///
    /// `info` is not run for a block that is lost.
    pub fn write_with(&mut self, data: &[T], info: impl FnOnce() -> I) {
        let _inside = self.link.threads.enter();
        match self.admit(data) {
            Some(kept) => match catch(info) {
                Ok(info) => self.push(data, kept, info),
                Err(payload) => self.link.resume_later(payload),
            },
            None => discard(info),
        }
    }

    /// [`write`](Self::write) of what a closure returns, its panic treated as in
    /// [`write_with`](Self::write_with).
    #[doc(hidden)]
    pub fn write_catching<'a>(&mut self, block: impl FnOnce() -> (&'a [T], I))
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

    /// Whether the stream has ended, or its consumer has closed or dropped it.
    pub fn is_closed(&self) -> bool {
        self.link.is_closed()
    }

    /// How much of the block is kept; counts what is lost for want of room.
    fn admit(&mut self, data: &[T]) -> Option<usize> {
        if data.is_empty() || self.link.refuses() {
            return None;
        }
        let kept = self.ring.as_ref()?.admits(data);
        if kept.is_none() {
            self.lose(data.len());
        }
        kept
    }

    fn push(&mut self, data: &[T], kept: usize, info: I) {
        let Some(ring) = &mut self.ring else { return };
        let pushed = ring.push(&data[..kept], info);
        self.link.delivered(ring.position());
        self.link.notify();
        discard(pushed);
        self.lose(data.len() - kept);
    }

    fn lose(&mut self, samples: usize) {
        if let Some(ring) = self.ring.as_mut().filter(|_| samples > 0) {
            ring.lose(samples);
            self.link.delivered(ring.position());
            self.link.lose(samples);
        }
    }
}

impl<T, I> Drop for FrameWriter<T, I> {
    fn drop(&mut self) {
        discard(self.ring.take());
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
