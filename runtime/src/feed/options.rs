//! How much a feed buffers, when it wakes its task, and what silence is.

use crate::wake::Wake;

/// How a [`feed`](crate::feed) buffers, and what the callback gets when there is nothing.
///
/// Silence is the sample type's default unless [`silence`](Self::silence) says otherwise.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::FeedOptions;
///
/// const TENTH_OF_A_SECOND_OF_STEREO: FeedOptions = FeedOptions::new().buffer(2 * 4_800);
/// let unsigned = TENTH_OF_A_SECOND_OF_STEREO.silence(0x80_u8);
/// # let _ = unsigned;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeedOptions<S = ByDefault> {
    samples: usize,
    wake: Wake,
    silence: S,
}

impl FeedOptions {
    /// A ring of 16,384 samples.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            samples: 16_384,
            wake: Wake::REALTIME,
            silence: ByDefault(()),
        }
    }
}

impl<S: Copy> FeedOptions<S> {
    /// Sets the size of the ring, in samples: elements of the slices, all channels together.
    ///
    /// It is how far the consumer may write ahead, and so how late a sample is at most when it is
    /// taken. It should hold more than the callback asks for at once, or every call is short, and
    /// more than is asked for in the time of a tick, or the writer is woken too late. The memory is
    /// allocated when the feed starts.
    ///
    /// # Panics
    /// If `samples` is 0. If so many are more than memory can be asked for, the function that makes
    /// the feed panics, before it starts the API.
    #[must_use]
    pub const fn buffer(mut self, samples: usize) -> Self {
        assert!(samples > 0, "a feed buffers at least one sample");
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

    /// Sets what the callback gets where there is nothing to give it.
    #[must_use]
    pub const fn silence<T: Copy>(self, silence: T) -> FeedOptions<Given<T>> {
        FeedOptions {
            samples: self.samples,
            wake: self.wake,
            silence: Given(silence),
        }
    }

    pub(super) fn samples(&self) -> usize {
        self.samples
    }

    pub(super) fn when(&self) -> Wake {
        self.wake
    }

    pub(super) fn silent<T>(self) -> T
    where
        S: Silence<T>,
    {
        self.silence.sample()
    }
}

impl Default for FeedOptions {
    fn default() -> Self {
        Self::new()
    }
}

/// What the samples of a silence are: see [`FeedOptions::silence`].
#[diagnostic::on_unimplemented(
    message = "`{T}` has no default to be silent with",
    note = "say what silence is: `FeedOptions::new().silence(value)`, or `silence = value` among the \
            options of `#[asyncify(feed)]`"
)]
pub trait Silence<T>: sealed::Sealed {
    #[doc(hidden)]
    fn sample(self) -> T;
}

/// Silence is the sample type's [`Default`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByDefault(());

/// Silence is this sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given<T>(T);

#[diagnostic::do_not_recommend]
impl<T: Default> Silence<T> for ByDefault {
    fn sample(self) -> T {
        T::default()
    }
}

impl<T> Silence<T> for Given<T> {
    fn sample(self) -> T {
        self.0
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::ByDefault {}
    impl<T> Sealed for super::Given<T> {}
}
