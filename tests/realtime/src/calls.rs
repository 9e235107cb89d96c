//! The thread that calls back.

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::scene::{Callback, Stage};

/// How often a callback is to run, and how often it has. It may lie in memory that processes share.
#[derive(Debug, Default)]
pub struct Calls {
    wanted: AtomicU64,
    done: AtomicU64,
    is_over: AtomicBool,
}

impl Calls {
    /// Calls back as often as is wanted, until [`end`](Self::end), and does `idle` between.
    pub fn serve(&self, mut call: impl FnMut(), idle: fn()) {
        // ORDERING: what was done before a call was wanted, or the end was, is seen by this thread,
        // and what the call did by who sees it done.
        loop {
            let is_over = self.is_over.load(Ordering::Acquire);
            if self.done.load(Ordering::Relaxed) < self.wanted.load(Ordering::Acquire) {
                call();
                self.done.fetch_add(1, Ordering::Release);
            } else if is_over {
                return;
            } else {
                idle();
            }
        }
    }

    /// Wants so many calls more.
    pub fn want(&self, calls: u64) {
        self.wanted.fetch_add(calls, Ordering::Release);
    }

    /// Waits until the calls that are wanted have returned. Returns whether they have.
    pub fn are_done_within(&self, patience: Duration) -> bool {
        let since = Instant::now();
        while self.done.load(Ordering::Acquire) < self.wanted.load(Ordering::Relaxed) {
            if since.elapsed() > patience {
                return false;
            }
            // On a machine with one processor the other thread needs it.
            thread::yield_now();
        }
        true
    }

    /// No more calls are wanted.
    pub fn end(&self) {
        self.is_over.store(true, Ordering::Release);
    }

    /// Begins anew.
    pub fn reset(&self) {
        self.wanted.store(0, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        self.is_over.store(false, Ordering::Release);
    }
}

/// How long a call may take on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// Plays a scene: the consumer acts after some calls or at the very same time, and then there are
/// more. `serve` runs on the thread that calls back.
///
/// # Panics
/// If a call does not return.
pub fn play(set: &dyn Fn() -> Stage, serve: fn(&Calls, Callback)) {
    // None, some, and more than there is room for.
    for before in [0, 2, 100] {
        play_once(set(), serve, |calls, consumer| {
            call(calls, before);
            let kept = consumer();
            call(calls, 100);
            kept
        });
    }
    for _ in 0..10 {
        play_once(set(), serve, |calls, consumer| {
            calls.want(200);
            let kept = consumer();
            call(calls, 100);
            kept
        });
    }
}

fn call(calls: &Calls, count: u64) {
    calls.want(count);
    assert!(calls.are_done_within(PATIENCE), "the callback waits");
}

fn play_once(
    stage: Stage,
    serve: fn(&Calls, Callback),
    play: impl FnOnce(&Calls, Box<dyn FnOnce() -> Box<dyn Any>>) -> Box<dyn Any>,
) {
    let calls = Arc::new(Calls::default());
    let served = Arc::clone(&calls);
    let Stage { callback, consumer } = stage;
    // Not joined: a thread that may not call the system can't end as others do.
    thread::spawn(move || serve(&served, callback));
    let kept = play(&calls, consumer);
    calls.end();
    drop(kept);
}
