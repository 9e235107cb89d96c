//! How a stream treats a slow consumer, and when it wakes it.

use crate::wake::Wake;

/// What happens to a value that finds the buffer full.
///
/// Every loss is counted; [`lossy_stream`](crate::lossy_stream) also shows it among the items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Overflow {
    /// The buffer grows: nothing is lost, and memory is the limit.
    #[default]
    Unbounded,
    /// The value that does not fit is dropped.
    DropNewest,
    /// The oldest buffered value is dropped to make room.
    DropOldest,
    /// Only the newest value is kept.
    Latest,
    /// The callback waits for room. It does not wait on the thread that last polled the stream or took
    /// its handle, or that started it before that: there the buffer grows. While the stream is being
    /// closed nothing waits any more: what waited is kept, what comes then and finds no room is
    /// dropped and counted.
    ///
    /// That is for callbacks on threads of the API. One that runs in a task holds up a thread of the
    /// executor, where the consumer may be the next to run: tokio leaves a task that is woken to the
    /// thread that woke it, and then both wait for ever.
    Block,
}

impl Overflow {
    /// Whether what the consumer has taken over cannot be lost any more. Then it takes over all there
    /// is at a time.
    pub(super) fn hands_over(self) -> bool {
        !matches!(self, Self::DropOldest | Self::Latest)
    }

    /// Whether callbacks have to know how many items the consumer has taken.
    pub(super) fn counts(self) -> bool {
        matches!(self, Self::DropNewest | Self::Block)
    }
}

/// The capacity of a bounded buffer when none is given.
const DEFAULT_CAPACITY: usize = 1024;

/// How a [`stream`](crate::stream) buffers.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::{Overflow, StreamOptions};
///
/// const RECENT: StreamOptions = StreamOptions::new().buffer(64).overflow(Overflow::DropOldest);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamOptions {
    capacity: Option<usize>,
    overflow: Overflow,
    wake: Wake,
}

impl StreamOptions {
    /// An unbounded buffer.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            capacity: None,
            overflow: Overflow::Unbounded,
            wake: Wake::Direct,
        }
    }

    /// Sets the buffer's size, in items.
    ///
    /// Under a bounded policy this is the limit, 1,024 unless told otherwise; under
    /// [`Overflow::Unbounded`] it is only the room to begin with; [`Overflow::Latest`] always
    /// keeps one item.
    ///
    /// # Panics
    /// If `items` is 0. If room for so many under [`Overflow::Unbounded`] is more than memory can be
    /// asked for (`capacity overflow`), the function that makes the stream panics, before it starts
    /// the API.
    #[must_use]
    pub const fn buffer(mut self, items: usize) -> Self {
        assert!(items > 0, "a stream buffers at least one item");
        self.capacity = Some(items);
        self
    }

    /// Sets what happens when the buffer is full.
    #[must_use]
    pub const fn overflow(mut self, overflow: Overflow) -> Self {
        self.overflow = overflow;
        self
    }

    /// Sets when the callback wakes the task: [`Wake::Direct`] unless told otherwise.
    ///
    /// A buffer that is full wakes it at once, whatever was said: so does every `buffer`-th value
    /// under the policies that have one. Under [`Overflow::Latest`], where one value fills the
    /// buffer, only the values that came are counted.
    ///
    /// # Panics
    /// If it is [`Wake::Every`] of 0 or [`Wake::Tick`] of no time.
    #[must_use]
    pub const fn wake(mut self, wake: Wake) -> Self {
        self.wake = wake.checked();
        self
    }

    pub(super) fn policy(self) -> Overflow {
        self.overflow
    }

    pub(super) fn wakes(self) -> Wake {
        self.wake
    }

    /// How many items may wait.
    pub(super) fn limit(self) -> usize {
        match self.overflow {
            Overflow::Unbounded => usize::MAX,
            Overflow::Latest => 1,
            // More could not be counted in the word that tells how many were taken.
            _ => self
                .capacity
                .unwrap_or(DEFAULT_CAPACITY)
                .min(usize::MAX / 4),
        }
    }

    /// How many items there is room for from the start.
    pub(super) fn room(self) -> usize {
        match self.overflow {
            Overflow::Unbounded => self.capacity.unwrap_or(0),
            _ => self.limit().min(DEFAULT_CAPACITY),
        }
    }
}

impl Default for StreamOptions {
    fn default() -> Self {
        Self::new()
    }
}
