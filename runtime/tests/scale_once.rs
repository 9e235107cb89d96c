//! What calls cost in memory: nothing in steady state, little while they are pending, and all of it
//! is given back.
#![cfg(not(loom))]
#![allow(unsafe_code, reason = "an allocator that counts")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::pin::Pin;
use std::sync::atomic::{AtomicIsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;

use asyncify_runtime::{Completer, once};

/// The system's allocator; counts what is in use, and how often each thread uses it.
struct Counting;

static LIVE: AtomicIsize = AtomicIsize::new(0);

thread_local! {
    static USES: Cell<u64> = const { Cell::new(0) };
}

fn count(size: isize) {
    USES.set(USES.get() + 1);
    LIVE.fetch_add(size, Ordering::Relaxed);
}

// SAFETY: each method does what the system's allocator does. Counting uses a thread-local that is
// neither initialized lazily nor dropped, so it allocates nothing itself.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: the caller promises what the system's allocator asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: the memory came from `alloc` above, with this layout.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What is in use is in use by all tests.
static ALONE: Mutex<()> = Mutex::new(());

fn poll<F: Future + Unpin>(call: &mut F) -> Poll<F::Output> {
    Pin::new(call).poll(&mut Context::from_waker(Waker::noop()))
}

#[test]
#[cfg_attr(all(windows, target_env = "gnu"), ignore = "no memory is kept")]
fn a_call_in_steady_state_allocates_nothing() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = Cell::new(None);
    let call = |number| {
        let mut call = once(|done: Completer<u64>| kept.set(Some(done)));
        assert!(poll(&mut call).is_pending());
        kept.take().expect("started").complete(number);
        assert_eq!(poll(&mut call), Poll::Ready(Ok(number)));
    };
    call(0);
    let before = USES.get();
    (1..1000).for_each(call);
    assert_eq!(USES.get() - before, 0);
}

const CALLS: usize = 1_000_000;

/// The handles of threads, what the harness prints, and the like.
const ELSEWHERE: isize = 64 * 1024;

#[test]
fn a_million_calls_at_once() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let before = LIVE.load(Ordering::Relaxed);
    // On a thread of its own, which gives back what it kept for more calls.
    thread::spawn(a_million).join().unwrap();
    let left = LIVE.load(Ordering::Relaxed) - before;
    assert!(left < ELSEWHERE, "{left} bytes are left");
}

fn a_million() {
    let kept = Cell::new(None);
    let keep = &kept;
    let mut calls: Vec<_> = (0..CALLS)
        .map(|_| once(move |done: Completer<u64>| keep.set(Some(done))))
        .collect();
    let mut completers = Vec::with_capacity(CALLS);
    let before = LIVE.load(Ordering::Relaxed);
    for call in &mut calls {
        assert!(poll(call).is_pending());
        completers.push(kept.take().expect("started"));
    }
    let each = (LIVE.load(Ordering::Relaxed) - before) as usize / CALLS;
    assert!(each <= 40 + size_of::<u64>(), "{each} bytes for each call");

    let other_half = completers.split_off(CALLS / 2);
    let complete = |half: Vec<Completer<u64>>, first: usize| {
        for (number, done) in half.into_iter().enumerate() {
            done.complete((first + number) as u64);
        }
    };
    thread::scope(|scope| {
        scope.spawn(move || complete(completers, 0));
        scope.spawn(move || complete(other_half, CALLS / 2));
    });
    for (number, call) in calls.iter_mut().enumerate() {
        assert_eq!(poll(call), Poll::Ready(Ok(number as u64)));
    }
}
