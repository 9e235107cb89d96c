//! When the consumer of a stream learns that something came.

use std::time::Duration;

use crate::sync::HAS_THREADS;

/// When a callback wakes the task that waits for what it brings.
///
/// Waking a parked task costs the callback's thread around 10 µs, whatever the channel, because the
/// executor's waker makes a system call; handing a value over costs a fraction of one. So a callback
/// that has no time to lose leaves the waking to others, or does it less often. Nothing is lost by
/// that, but it is seen later: what it gives up is latency, and only where the consumer had nothing
/// to do. An error, the end, a panic, a callback that [asks](crate::Emitter::ask), and in
/// [`Every`](Self::Every) a full buffer, always wake the task at once.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::{FrameOptions, StreamOptions, Wake};
/// use std::time::Duration;
///
/// const NOW: FrameOptions = FrameOptions::new().wake(Wake::Direct);
/// const CALM: FrameOptions = FrameOptions::new().wake(Wake::Tick(Duration::from_millis(20)));
/// const IN_TENS: StreamOptions = StreamOptions::new().wake(Wake::Every(10));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// Each callback that finds the task parked wakes it, on the callback's own thread.
    Direct,
    /// Every so many callbacks: of those between, none wakes, so what they brought waits until
    /// the last of them comes. At least 1, which is [`Direct`](Self::Direct).
    Every(u32),
    /// No callback wakes. A thread that all such streams share, `asyncify-ticker`, looks at those
    /// whose task is parked, each at its own interval, and wakes the task if something came. It is
    /// started when the first task parks, and ends a second after the last look that was due, be it
    /// of a stream that is gone.
    ///
    /// The interval is the most that a parked task waits besides what the executor takes, which
    /// must be more than zero. A waker that blocks holds up the others. Where no thread can be had,
    /// a task that has nothing to do is polled again and again. After `fork` without `exec` the
    /// child has no such thread, and tasks that are parked there are not woken. On
    /// `wasm32-unknown-unknown`, which has neither threads nor a clock, this is
    /// [`Direct`](Self::Direct).
    Tick(Duration),
}

impl Wake {
    /// What lanes for realtime threads do unless told otherwise.
    pub(crate) const REALTIME: Self = Wake::Tick(Duration::from_millis(5)).checked();

    /// Refuses what would never wake, or always, and does without what is not to be had.
    pub(crate) const fn checked(self) -> Self {
        match self {
            Wake::Every(callbacks) => assert!(callbacks > 0, "every callback at least wakes"),
            Wake::Tick(interval) => assert!(!interval.is_zero(), "a tick takes some time"),
            Wake::Direct => {}
        }
        match self {
            Wake::Tick(_) if !HAS_THREADS => Wake::Direct,
            other => other,
        }
    }
}
