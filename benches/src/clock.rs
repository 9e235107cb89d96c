//! A clock that is read in a few nanoseconds.

use std::sync::LazyLock;
use std::time::Duration;

use quanta::Clock;

/// On all threads the same.
static CLOCK: LazyLock<Clock> = LazyLock::new(Clock::new);

/// A moment of the clock.
pub(crate) fn now() -> u64 {
    CLOCK.raw()
}

/// From one moment to a later one, in nanoseconds.
pub(crate) fn between(start: u64, end: u64) -> f64 {
    CLOCK.delta_as_nanos(start, end) as f64
}

/// Waits without giving up the processor, and without a system call.
pub(crate) fn spin_for(time: Duration) {
    let start = now();
    while CLOCK.delta(start, now()) < time {
        std::hint::spin_loop();
    }
}
