//! The callback of a realtime lane neither allocates nor frees memory.

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use asyncify_realtime::allocations::{Counting, uses};
use asyncify_realtime::{Callback, Calls, Mistake, Stage, play, scenes};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What callbacks have used the allocator for, since it was looked at.
static USED: AtomicU64 = AtomicU64::new(0);

fn serve(calls: &Calls, mut callback: Callback) {
    let watched = || {
        let before = uses();
        callback();
        USED.fetch_add(uses() - before, Ordering::Relaxed);
    };
    calls.serve(watched, thread::yield_now);
}

fn used(set: &dyn Fn() -> Stage) -> u64 {
    play(set, serve);
    USED.swap(0, Ordering::Relaxed)
}

#[test]
fn no_callback_uses_the_allocator() {
    for scene in scenes() {
        assert_eq!(used(&*scene.set), 0, "{}", scene.name);
    }
    for mistake in [Mistake::Allocates, Mistake::WakesTheTask] {
        assert!(used(&|| mistake.set()) > 0, "{mistake:?} is not seen");
    }
}
