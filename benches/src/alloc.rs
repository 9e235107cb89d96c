//! An allocator that counts for each thread: how often it allocates, and how much it holds.
#![allow(unsafe_code, reason = "an allocator that counts")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system's allocator, counted.
pub(crate) struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
    static HELD: Cell<i64> = const { Cell::new(0) };
}

/// How often this thread has allocated.
pub(crate) fn allocations() -> u64 {
    ALLOCATIONS.get()
}

/// How many bytes this thread has allocated and not freed: less than none, if it frees for others.
pub(crate) fn held() -> i64 {
    HELD.get()
}

fn count(bytes: i64) {
    HELD.set(HELD.get() + bytes);
}

/// As a number that can be taken off; no layout is larger.
fn size(layout: Layout) -> i64 {
    layout.size() as i64
}

// SAFETY: each method does what the system's allocator does. Counting uses thread-locals that are
// neither initialized lazily nor dropped, so it allocates nothing itself.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        count(size(layout));
        // SAFETY: the caller promises what the system's allocator asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(-size(layout));
        // SAFETY: the memory came from `alloc` above, with this layout.
        unsafe { System.dealloc(memory, layout) }
    }
}
