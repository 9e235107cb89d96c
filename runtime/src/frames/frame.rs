//! What a frame stream yields.

use std::convert::Infallible;
use std::fmt;
use std::mem;
use std::ops::Deref;

use crate::sync::{Arc, Mutex, lock};

use super::ring::Block;

/// How many buffers a stream keeps for later frames.
const KEPT: usize = 16;

/// Buffers on their way from a dropped frame to a later one. Only consumers touch it.
pub(super) struct Pool<T>(Mutex<Vec<Vec<T>>>);

impl<T> Pool<T> {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::new(Vec::with_capacity(KEPT))))
    }

    pub(super) fn take(&self) -> Vec<T> {
        lock(&self.0).pop().unwrap_or_default()
    }

    fn give(&self, mut buffer: Vec<T>) {
        buffer.clear();
        let mut buffers = lock(&self.0);
        if buffers.len() < KEPT && buffer.capacity() > 0 {
            buffers.push(buffer);
        }
    }
}

/// A block of samples as one callback delivered it.
///
/// It derefs to the samples. Its buffer is used again for later frames once it is dropped.
///
/// ```
/// # use asyncify_runtime::{FrameOptions, FrameWriter, frames};
/// # use futures::StreamExt;
/// # futures::executor::block_on(async {
/// let mut sound = frames(FrameOptions::new(), |frames: FrameWriter<i32>| {
///     frames.write(&[3, 4], ());
///     frames.write(&[5], ());
/// });
/// let first = sound.next().await.unwrap();
/// assert_eq!((first.len(), first.iter().sum::<i32>()), (2, 7));
/// let second = sound.next().await.unwrap();
/// assert_eq!((second.gap(), second.position()), (0, 2));
/// assert_eq!(second.into_vec(), [5]);
/// # });
/// ```
pub struct Frame<T, I = ()> {
    samples: Samples<T>,
    info: I,
    gap: u64,
    position: u64,
}

/// A buffer that goes back to its pool.
struct Samples<T> {
    buffer: Vec<T>,
    pool: Arc<Pool<T>>,
}

impl<T> Samples<T> {
    fn into_vec(mut self) -> Vec<T> {
        mem::take(&mut self.buffer)
    }
}

impl<T> Drop for Samples<T> {
    fn drop(&mut self) {
        self.pool.give(mem::take(&mut self.buffer));
    }
}

impl<T, I> Frame<T, I> {
    pub(super) fn new(block: Block<T, I>, pool: &Arc<Pool<T>>) -> Self {
        let samples = Samples {
            buffer: block.samples,
            pool: Arc::clone(pool),
        };
        Self {
            samples,
            info: block.info,
            gap: block.gap,
            position: block.position,
        }
    }

    /// What the callback told about the block: all of it, also where only its end was kept.
    pub fn info(&self) -> &I {
        &self.info
    }

    /// How many samples were lost right before this frame.
    ///
    /// What was lost at the end of a stream is the gap of a last frame, which has no samples; its
    /// [`info`](Self::info) is that of the first block that was lost. It comes before the errors
    /// that came after the loss. All gaps add up to what the stream has
    /// [`lost`](crate::FrameStream::lost).
    pub fn gap(&self) -> u64 {
        self.gap
    }

    /// How many samples the API had delivered before this frame, lost ones included.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// Takes the samples out; the buffer is then the caller's to keep.
    pub fn into_vec(self) -> Vec<T> {
        self.samples.into_vec()
    }

    /// Takes the samples out, and what the callback told about the block.
    ///
    /// ```
    /// # use asyncify_runtime::{FrameOptions, FrameWriter, frames};
    /// # use futures::StreamExt;
    /// # futures::executor::block_on(async {
    /// let mut sound = frames(FrameOptions::new(), |frames: FrameWriter<u8, &str>| {
    ///     frames.write(&[1, 2], "first");
    /// });
    /// assert_eq!(sound.next().await.unwrap().into_parts(), (vec![1, 2], "first"));
    /// # });
    /// ```
    pub fn into_parts(self) -> (Vec<T>, I) {
        (self.samples.into_vec(), self.info)
    }
}

impl<T, I> Deref for Frame<T, I> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.samples.buffer
    }
}

impl<T: fmt::Debug, I: fmt::Debug> fmt::Debug for Frame<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Frame")
            .field("samples", &self.samples.buffer)
            .field("info", &self.info)
            .field("gap", &self.gap)
            .field("position", &self.position)
            .finish()
    }
}

/// An item of a frame stream: a [`Frame`], or a `Result` with one.
pub trait FrameItem<T, I>: sealed::Sealed {
    /// What the API's error callback delivers.
    type Error;

    #[doc(hidden)]
    fn from_frame(frame: Frame<T, I>) -> Self;
    #[doc(hidden)]
    fn from_error(error: Self::Error) -> Self;
}

impl<T, I> FrameItem<T, I> for Frame<T, I> {
    type Error = Infallible;

    fn from_frame(frame: Self) -> Self {
        frame
    }

    fn from_error(error: Infallible) -> Self {
        match error {}
    }
}

impl<T, I, E> FrameItem<T, I> for Result<Frame<T, I>, E> {
    type Error = E;

    fn from_frame(frame: Frame<T, I>) -> Self {
        Ok(frame)
    }

    fn from_error(error: E) -> Self {
        Err(error)
    }
}

mod sealed {
    use super::Frame;

    pub trait Sealed {}
    impl<T, I> Sealed for Frame<T, I> {}
    impl<T, I, E> Sealed for Result<Frame<T, I>, E> {}
}
