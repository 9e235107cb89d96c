//! What streams of values cost in memory: callbacks allocate nothing in steady state, a burst is given
//! back, and a stream that is idle is small.
#![cfg(not(loom))]
#![allow(unsafe_code, reason = "an allocator that counts")]

mod common;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::task::Waker;

use asyncify_runtime::{Overflow, StreamOptions};
use common::*;

/// The system's allocator; counts what each thread uses.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
    static BYTES: Cell<isize> = const { Cell::new(0) };
}

// SAFETY: each method does what the system's allocator does. Counting uses thread-locals that are
// neither initialized lazily nor dropped, so it allocates nothing itself.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        BYTES.set(BYTES.get() + layout.size() as isize);
        // SAFETY: the caller promises what the system's allocator asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        BYTES.set(BYTES.get() - layout.size() as isize);
        // SAFETY: the memory came from `alloc` above, with this layout.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(code: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.get();
    code();
    ALLOCATIONS.get() - before
}

const POLICIES: [Overflow; 5] = [
    Overflow::Unbounded,
    Overflow::DropNewest,
    Overflow::DropOldest,
    Overflow::Latest,
    Overflow::Block,
];

/// Takes all there is, and parks.
fn drain_all(events: &mut asyncify_runtime::EventStream<u64>) -> u64 {
    let mut taken = 0;
    while poll_next(events, Waker::noop()).is_ready() {
        taken += 1;
    }
    taken
}

#[test]
fn a_buffer_of_a_size_is_there_from_the_start() {
    for overflow in POLICIES {
        let options = StreamOptions::new().buffer(1_000).overflow(overflow);
        let (mut events, emitter) = open_stream::<u64, _>(options, ());
        assert!(poll_next(&mut events, Waker::noop()).is_pending());
        let emit = || (0..1_000).for_each(|value| assert!(emitter.emit(value)));
        for _ in 0..10 {
            assert_eq!(allocations(emit), 0, "{overflow:?}");
            let kept = if overflow == Overflow::Latest {
                1
            } else {
                1_000
            };
            assert_eq!(drain_all(&mut events), kept);
        }
    }
}

#[test]
fn an_unbounded_buffer_finds_its_size() {
    let (mut events, emitter) = open_stream(StreamOptions::new(), ());
    let emit = || (0..1_000).for_each(|value| assert!(emitter.emit(value)));
    let counts = [(); 10].map(|()| {
        let count = allocations(emit);
        assert_eq!(drain_all(&mut events), 1_000);
        count
    });
    assert!(counts[0] > 0);
    assert_eq!(counts[2..], [0; 8], "each of the two buffers has grown");
}

#[test]
fn a_burst_is_given_back() {
    let before = BYTES.get();
    let (mut events, emitter) = open_stream(StreamOptions::new(), ());
    (0..1_000_000).for_each(|value| assert!(emitter.emit(value)));
    assert!(BYTES.get() - before >= 8_000_000);
    assert_eq!(drain_all(&mut events), 1_000_000);
    let left = BYTES.get() - before;
    assert!(left < 50_000, "{left} bytes are left");
    drop((events, emitter));
    assert_eq!(BYTES.get(), before);
}

/// Growing it would copy what waits, while callbacks wait for the lock.
#[test]
fn a_chunk_that_follows_another_never_grows() {
    let (mut events, emitter) = open_stream(StreamOptions::new().buffer(1_024), ());
    let burst = || (0..2_000).for_each(|value| assert!(emitter.emit(value)));
    burst();
    // The consumer takes all of it over, and passes one.
    assert!(poll_next(&mut events, Waker::noop()).is_ready());
    let count = allocations(burst);
    // Two chunks, and a place for the one that is full.
    assert!(count <= 3, "{count} allocations");
    assert_eq!(drain_all(&mut events), 3_999);
}

#[test]
fn an_idle_stream_is_small() {
    let before = BYTES.get();
    let mut idle = Vec::with_capacity(1_000);
    let vector = BYTES.get() - before;
    idle.extend((0..1_000).map(|_| open_stream::<u64, _>(StreamOptions::new(), ())));
    for (events, _) in &mut idle {
        assert!(poll_next(events, Waker::noop()).is_pending());
    }
    let each = (BYTES.get() - before - vector) / 1_000;
    assert!(each <= 1_280, "{each} bytes each");
    drop(idle);
    assert_eq!(BYTES.get(), before);
}
