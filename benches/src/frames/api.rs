//! A callback API with a thread of its own, which takes the time of each callback, and its wrappers:
//! by hand with each lane, and generated.

use std::hint::{black_box, spin_loop};
use std::mem;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use futures::StreamExt;

use super::{BLOCK, Lane, wakes};
use crate::alloc;
use crate::measure::{Effort, between, grouped_median, net, now, quantile, spin_for};

/// When the API calls back, and how long the task works on a block.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    /// How many bursts a sample of a quick run has, of how many callbacks each.
    bursts: usize,
    burst: usize,
    /// From one callback to the next, and from one burst to the next.
    interval: Duration,
    pause: Duration,
    /// In nanoseconds.
    work: f64,
}

/// The task is still busy with a block when the next one comes. A burst is so long that the one
/// callback in it that wakes the task is none of the slowest hundredth.
pub(super) const AWAKE: Pace = Pace {
    bursts: 20,
    burst: 192,
    interval: Duration::from_micros(3),
    pause: Duration::from_micros(400),
    work: 3_300.0,
};

/// The task has long done its work, and is parked.
pub(super) const ASLEEP: Pace = Pace {
    bursts: 1,
    burst: 200,
    interval: Duration::from_micros(250),
    pause: Duration::ZERO,
    work: 0.0,
};

/// One run of the API: what it is to do, and what came of it.
#[derive(Clone)]
pub(super) struct Run {
    pace: Pace,
    bursts: usize,
    log: Arc<Mutex<Log>>,
}

#[derive(Default)]
struct Log {
    /// Of each callback, in nanoseconds.
    times: Vec<f64>,
    allocations: u64,
}

impl Pace {
    fn work_on(&self, block: &[f32]) {
        let start = now();
        black_box(block.iter().sum::<f32>());
        while between(start, now()) < self.work {
            spin_loop();
        }
    }
}

impl Run {
    fn into_log(self) -> Log {
        mem::take(&mut *self.log.lock().expect("nobody panics with it"))
    }
}

/// An API that captures silence, on a thread of its own.
pub(super) fn capture(run: Run, mut on_block: impl FnMut(&[f32]) + Send + 'static) {
    thread::spawn(move || {
        let block = [0.0; BLOCK];
        let mut log = Log {
            times: Vec::with_capacity(run.bursts * run.pace.burst),
            allocations: 0,
        };
        for _ in 0..run.bursts {
            for _ in 0..run.pace.burst {
                spin_for(run.pace.interval);
                let allocations = alloc::allocations();
                let start = now();
                on_block(black_box(&block));
                log.times.push(net(start, now()));
                log.allocations += alloc::allocations() - allocations;
            }
            spin_for(run.pace.pause);
        }
        *run.log.lock().expect("nobody panics with it") = log;
    });
}

/// What `#[asyncify]` makes of it.
#[asyncify::asyncify(path = crate::frames::api)]
mod wrapped {
    use super::Run;

    #[asyncify(frames, buffer = crate::frames::BLOCK * crate::frames::BLOCKS)]
    pub(super) fn capture(run: Run, on_block: impl FnMut(&[f32]) + Send + 'static);
}

pub(super) fn generated(pace: Pace, effort: Effort) -> Vec<f64> {
    sample(pace, effort, async |run, work| {
        let mut stream = wrapped::capture(run);
        while let Some(frame) = stream.next().await {
            work(&frame);
        }
    })
}

pub(super) fn by_hand<L: Lane>(pace: Pace, effort: Effort) -> Vec<f64> {
    sample(pace, effort, async |run, mut work| {
        let (mut writer, mut reader) = L::open();
        capture(run, move |block| L::write(&mut writer, block));
        while L::read(&mut reader, &mut work).await.is_some() {}
    })
}

/// A run that takes times, and a shorter one that counts wakes.
fn sample(
    pace: Pace,
    effort: Effort,
    consume: impl AsyncFn(Run, &mut dyn FnMut(&[f32])),
) -> Vec<f64> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime without drivers needs nothing");
    let run = |bursts| Run {
        pace,
        bursts,
        log: Arc::default(),
    };

    let timed = run(pace.bursts * effort.scale);
    let mut read = 0;
    runtime.block_on(consume(timed.clone(), &mut |block| {
        read += 1;
        pace.work_on(block);
    }));
    let Log {
        mut times,
        allocations,
    } = timed.into_log();
    let callbacks = times.len() as f64;
    times.sort_by(f64::total_cmp);

    let counted = run(pace.bursts.div_ceil(4));
    let wakes = runtime.block_on(wakes::counted(consume(counted.clone(), &mut |block| {
        pace.work_on(block);
    })));
    let woken = counted.into_log().times.len() as f64;
    vec![
        grouped_median(&times),
        quantile(&times, 0.99),
        allocations as f64 / callbacks,
        wakes as f64 / woken,
        1.0 - f64::from(read) / callbacks,
    ]
}
