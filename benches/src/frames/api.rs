//! A callback API with a thread of its own, which takes the time of each callback, and its wrappers:
//! by hand with each lane, and generated.

use std::cell::Cell;
use std::hint::{black_box, spin_loop};
use std::mem;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use asyncify::FrameStream;
use futures::StreamExt;

use super::{BLOCK, BLOCKS, Lane, wakes};
use crate::alloc;
use crate::clock::{between, now, spin_for};
use crate::measure::Effort;
use crate::statistics::{grouped_median, quantile};

/// When the API calls back, and whether the task is asleep then.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    /// How often, in a sample of a quick run.
    callbacks: usize,
    interval: Duration,
    /// How many blocks there must be before the task looks for the next one, if it is to find one, so
    /// that it never parks.
    behind: Option<u64>,
}

pub(super) const AWAKE: Pace = Pace {
    callbacks: 4_000,
    interval: Duration::from_micros(3),
    behind: Some(2),
};

/// The task has long done its work, and is parked.
pub(super) const ASLEEP: Pace = Pace {
    callbacks: 200,
    interval: Duration::from_micros(250),
    behind: None,
};

impl Pace {
    /// How many callbacks wakes are counted over.
    fn counted(self) -> usize {
        self.callbacks / 4
    }

    /// All callbacks of a sample of a quick run.
    #[cfg(target_os = "linux")]
    pub(super) fn in_a_quick_sample(self) -> usize {
        self.callbacks * Effort::QUICK.scale + self.counted()
    }
}

/// One run of the API: what it is to do, and what comes of it.
#[derive(Clone)]
pub(super) struct Run {
    pace: Pace,
    callbacks: usize,
    /// How many blocks there have been; [`ALL`] in the end.
    progress: Arc<AtomicU64>,
    log: Arc<Mutex<Log>>,
}

const ALL: u64 = u64::MAX;

#[derive(Default)]
struct Log {
    /// What each callback took, and what it takes to tell: the same with no callback. In
    /// nanoseconds.
    times: Vec<f64>,
    idle: Vec<f64>,
    allocations: u64,
}

impl Run {
    fn new(pace: Pace, callbacks: usize) -> Self {
        Self {
            pace,
            callbacks,
            progress: Arc::default(),
            log: Arc::default(),
        }
    }

    /// Keeps the task busy until it is no further behind than it should be. It is past so many blocks;
    /// returns how many it is past then.
    fn wait_after(&self, passed: u64) -> u64 {
        let Some(behind) = self.pace.behind else {
            // Nor is it to wait for a callback that has woken it, whose processor it may have got.
            return passed;
        };
        let enough = passed.saturating_add(behind);
        loop {
            let progress = self.progress.load(Ordering::Acquire);
            if progress >= enough {
                // Who was held up finds a full ring, not all the blocks there have been. It rather lags
                // behind by one more than it finds the ring empty ever after.
                return passed.max(progress.saturating_sub(BLOCKS as u64 - 1));
            }
            spin_loop();
        }
    }

    fn into_log(self) -> Log {
        mem::take(&mut *self.log.lock().expect("nobody panics with it"))
    }
}

/// An API that captures silence, on a thread of its own.
pub(super) fn capture(run: Run, mut on_block: impl FnMut(&[f32]) + Send + 'static) {
    thread::spawn(move || {
        let block = [0.0; BLOCK];
        let mut log = Log {
            times: Vec::with_capacity(run.callbacks),
            idle: Vec::with_capacity(run.callbacks),
            allocations: 0,
        };
        #[cfg(target_os = "linux")]
        super::calls::mark();
        for callback in 1..=run.callbacks {
            spin_for(run.pace.interval);
            log.idle.push(time(|| ()));
            let allocations = alloc::allocations();
            log.times.push(time(|| on_block(black_box(&block))));
            log.allocations += alloc::allocations() - allocations;
            run.progress.store(callback as u64, Ordering::Release);
        }
        #[cfg(target_os = "linux")]
        super::calls::mark();
        run.progress.store(ALL, Ordering::Release);
        *run.log.lock().expect("nobody panics with it") = log;
    });
}

/// How long it takes, in nanoseconds.
fn time(work: impl FnOnce()) -> f64 {
    let start = now();
    work();
    between(start, now())
}

/// What `#[asyncify]` makes of it.
#[asyncify::asyncify(path = crate::frames::api)]
mod wrapped {
    use super::Run;

    #[asyncify(frames, buffer = crate::frames::BLOCK * crate::frames::BLOCKS)]
    pub(super) fn capture(run: Run, on_block: impl FnMut(&[f32]) + Send + 'static);
}

/// What it makes of an API of C, which calls a function with a user-data word, and another one when it is
/// done with that.
mod of_c {
    use std::ffi::c_void;
    use std::ptr;

    use super::Run;
    use crate::frames::{BLOCK, BLOCKS};

    type Done = extern "C" fn(*mut c_void);

    #[allow(unsafe_code, reason = "C lends its samples by a pointer")]
    #[asyncify::asyncify(frames, buffer = BLOCK * BLOCKS)]
    pub(super) fn capture(
        run: Run,
        #[map(|samples, count| -> &[f32] {
            // SAFETY: the API lends this many samples.
            unsafe { std::slice::from_raw_parts(samples, count) }
        })]
        on_block: extern "C" fn(*const f32, usize, *mut c_void),
        #[user_data] data: *mut c_void,
        #[destroy] done: extern "C" fn(*mut c_void),
    ) {
        let user = User {
            data: data.addr(),
            done,
        };
        super::capture(run, move |block| {
            on_block(block.as_ptr(), block.len(), user.data());
        });
    }

    /// What the API calls back with.
    struct User {
        data: usize,
        done: Done,
    }

    impl User {
        fn data(&self) -> *mut c_void {
            ptr::without_provenance_mut(self.data)
        }
    }

    impl Drop for User {
        fn drop(&mut self) {
            (self.done)(self.data());
        }
    }
}

pub(super) fn generated(pace: Pace, effort: Effort) -> Vec<f64> {
    sample_of(wrapped::capture, pace, effort)
}

pub(super) fn generated_for_c(pace: Pace, effort: Effort) -> Vec<f64> {
    sample_of(of_c::capture, pace, effort)
}

fn sample_of(open: impl Fn(Run) -> FrameStream<f32>, pace: Pace, effort: Effort) -> Vec<f64> {
    sample(pace, effort, async |run, work| {
        let mut stream = open(run.clone());
        run.wait_after(0);
        while let Some(frame) = stream.next().await {
            work(&frame);
        }
    })
}

pub(super) fn by_hand<L: Lane>(pace: Pace, effort: Effort) -> Vec<f64> {
    sample(pace, effort, async |run, mut work| {
        let (mut writer, mut reader) = L::open();
        capture(run.clone(), move |block| L::write(&mut writer, block));
        run.wait_after(0);
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
    let read = Cell::new(0);
    let consume = async |run: Run| {
        read.set(0);
        let mut passed = 0;
        consume(run.clone(), &mut |block| {
            black_box(block.iter().sum::<f32>());
            read.set(read.get() + 1);
            passed = run.wait_after(passed + 1);
        })
        .await;
    };

    let timed = Run::new(pace, pace.callbacks * effort.scale);
    runtime.block_on(consume(timed.clone()));
    let mut log = timed.into_log();
    let callbacks = log.times.len() as f64;
    let lost = callbacks - read.get() as f64;
    log.times.sort_by(f64::total_cmp);
    log.idle.sort_by(f64::total_cmp);
    let idle = grouped_median(&log.idle);

    let counted = Run::new(pace, pace.counted());
    let wakes = runtime.block_on(wakes::counted(consume(counted.clone())));
    vec![
        grouped_median(&log.times) - idle,
        quantile(&log.times, 0.99) - idle,
        log.allocations as f64 / callbacks,
        wakes as f64 / counted.callbacks as f64,
        lost / callbacks,
    ]
}
