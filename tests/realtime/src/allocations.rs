//! How often a thread uses the allocator.
#![allow(unsafe_code, reason = "an allocator that counts")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system's allocator; counts how often each thread uses it.
#[derive(Clone, Copy, Debug)]
pub struct Counting;

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

/// How often this thread has allocated or freed memory, if [`Counting`] is the allocator.
pub fn uses() -> u64 {
    USES.get()
}
