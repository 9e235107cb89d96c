//! How much a frame stream buffers, and when it wakes its task.

use crate::wake::Wake;

/// How a [`frames`](crate::frames) stream buffers.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::FrameOptions;
///
/// const TWO_SECONDS_OF_STEREO: FrameOptions = FrameOptions::new().buffer(2 * 2 * 48_000);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameOptions {
    samples: usize,
    wake: Wake,
}

impl FrameOptions {
    /// A ring of 65,536 samples.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            samples: 65_536,
            wake: Wake::REALTIME,
        }
    }

    /// Sets the size of the ring, in samples: elements of the slices that are written, all
    /// channels together.
    ///
    /// One sixteenth of that many frames may wait, and at least 64; a loss between two of them
    /// counts as one. Where the ticker wakes the task, the ring should hold what comes in several of
    /// its intervals. The memory is allocated when the stream starts.
    ///
    /// # Panics
    /// If `samples` is 0. If so many are more than memory can be asked for, the function that
    /// makes the stream panics, before it starts the API.
    #[must_use]
    pub const fn buffer(mut self, samples: usize) -> Self {
        assert!(samples > 0, "a frame stream buffers at least one sample");
        self.samples = samples;
        self
    }

    /// Sets when the callback wakes the task: [`Wake::Tick`] of 5 ms unless told otherwise.
    ///
    /// # Panics
    /// If it is [`Wake::Every`] of 0 or [`Wake::Tick`] of no time.
    #[must_use]
    pub const fn wake(mut self, wake: Wake) -> Self {
        self.wake = wake.checked();
        self
    }

    pub(super) fn samples(self) -> usize {
        self.samples
    }

    pub(super) fn when(self) -> Wake {
        self.wake
    }

    pub(super) fn headers(self) -> usize {
        // Each is something for loom to watch.
        (self.samples / 16).max(if cfg!(loom) { 2 } else { 64 })
    }
}

impl Default for FrameOptions {
    fn default() -> Self {
        Self::new()
    }
}
