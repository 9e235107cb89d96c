//! The callback of a realtime lane neither allocates nor frees memory.
#![allow(unsafe_code, reason = "an allocator that counts")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use asyncify_realtime::{Callback, Calls, Mistake, Stage, play, scenes};

/// The system's allocator; counts how often each thread uses it.
struct Counting;

thread_local! {
    static USES: Cell<u64> = const { Cell::new(0) };
}

fn count() {
    USES.set(USES.get() + 1);
}

// SAFETY: each method does what the system's allocator does. Counting uses a thread-local that is
// neither initialized lazily nor dropped, so it allocates nothing itself.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller promises what the system's allocator asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count();
        // SAFETY: the memory came from `alloc` above, with this layout.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What callbacks have used the allocator for, since it was looked at.
static USED: AtomicU64 = AtomicU64::new(0);

fn serve(calls: &Calls, mut callback: Callback) {
    let watched = || {
        let before = USES.get();
        callback();
        USED.fetch_add(USES.get() - before, Ordering::Relaxed);
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
