//! How fast a side goes, and when it stops.

use std::hint::spin_loop;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use asyncify_runtime::Wake;
use fastrand::Rng;

/// What a thread does now and then between two steps.
#[derive(Clone, Copy, Debug)]
enum Pause {
    Spin(u32),
    Yield,
    Sleep(Duration),
}

/// A thread's own rhythm.
#[derive(Clone, Debug)]
pub(crate) struct Pace {
    rng: Rng,
    pause: Pause,
    /// How many steps there are between two pauses, on average; none at all for a side that is
    /// never slow.
    steps: Option<u32>,
    left: u32,
}

impl Pace {
    pub(crate) fn drawn(rng: &mut Rng) -> Self {
        let (pause, steps) = match rng.u32(..10) {
            0 => (Pause::Spin(rng.u32(..200)), Some(1)),
            1 => (Pause::Yield, Some(rng.u32(1..1_000))),
            2 => (
                Pause::Sleep(Duration::from_micros(rng.u64(1..100))),
                Some(rng.u32(100..10_000)),
            ),
            3 => (
                Pause::Sleep(Duration::from_millis(rng.u64(1..5))),
                Some(rng.u32(5_000..100_000)),
            ),
            _ => (Pause::Yield, None),
        };
        Self {
            rng: rng.fork(),
            pause,
            steps,
            left: 0,
        }
    }

    /// Between two steps.
    pub(crate) fn step(&mut self) {
        let Some(steps) = self.steps else { return };
        if self.left > 0 {
            self.left -= 1;
            return;
        }
        self.left = self.rng.u32(..2 * steps);
        match self.pause {
            Pause::Spin(turns) => (0..turns).for_each(|_| spin_loop()),
            Pause::Yield => thread::yield_now(),
            Pause::Sleep(time) => thread::sleep(time),
        }
    }
}

/// When the producers of an episode stop by themselves.
#[derive(Default)]
pub(crate) struct Stop(AtomicBool);

impl Stop {
    pub(crate) fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Waits for a part of a second, shorter ones more often, or until `done`.
    pub(crate) fn after_a_while(&self, rng: &mut Rng, done: impl Fn() -> bool) {
        let end = Instant::now() + Duration::from_millis(1 << rng.u32(..8));
        while Instant::now() < end && !done() {
            thread::sleep(Duration::from_millis(1));
        }
        self.0.store(true, Ordering::Relaxed);
    }
}

/// When a callback wakes the task.
pub(crate) fn wake(rng: &mut Rng) -> Wake {
    match rng.u32(..4) {
        0 => Wake::Every(rng.u32(1..20)),
        1 => Wake::Tick(Duration::from_millis(rng.u64(1..5))),
        _ => Wake::Direct,
    }
}
