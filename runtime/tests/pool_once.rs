//! What a thread keeps of the memory of calls: no more than it may, and all of it is given back when the
//! thread ends, whatever it did with calls, and however late.
// MinGW makes thread-locals of the system's keys: nothing is kept there.
#![cfg(not(any(loom, all(windows, target_env = "gnu"))))]
#![allow(unsafe_code, reason = "an allocator that counts")]

mod common;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicIsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::thread;

use asyncify_runtime::{Abandoned, Completer, once};
use common::poll;

/// Counts the bytes of what is aligned as the memory of calls is, where it is watched.
struct Counting;

static HELD: AtomicIsize = AtomicIsize::new(0);
static SERIAL: Mutex<()> = Mutex::new(());

thread_local! {
    static WATCHED: Cell<bool> = const { Cell::new(false) };
}

fn count(layout: Layout, sign: isize) {
    if layout.align() == 16 && WATCHED.get() {
        HELD.fetch_add(sign * layout.size() as isize, Ordering::Relaxed);
    }
}

// SAFETY: the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout, 1);
        // SAFETY: passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(layout, -1);
        // SAFETY: passed on.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The tests share a count.
fn alone() -> MutexGuard<'static, ()> {
    let alone = SERIAL.lock().unwrap_or_else(PoisonError::into_inner);
    assert_eq!(held(), 0);
    alone
}

fn held() -> isize {
    HELD.load(Ordering::Relaxed)
}

/// What a thread of its own returns that is watched from beginning to end.
fn watched<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    let start = || {
        WATCHED.set(true);
        work()
    };
    thread::scope(|scope| scope.spawn(start).join().unwrap())
}

type Call<const N: usize> = Box<dyn Future<Output = Result<[u8; N], Abandoned>> + Send + Unpin>;

/// Calls that have started, all at once.
type Calls<const N: usize> = Vec<(Call<N>, Completer<[u8; N]>)>;

fn pending<const N: usize>(count: usize) -> Calls<N> {
    let start = |_| {
        let (tell, told) = channel();
        let mut call: Call<N> = Box::new(once(move |done| tell.send(done).unwrap()));
        assert!(poll(&mut call, Waker::noop()).is_pending());
        (call, told.recv().expect("started"))
    };
    (0..count).map(start).collect()
}

/// Completes them, and takes what has come; each is there until the last has its value.
fn settle<const N: usize>(calls: Calls<N>) {
    let (mut calls, completers): (Vec<_>, Vec<_>) = calls.into_iter().unzip();
    let values = || (0..=u8::MAX).cycle().map(|number| [number; N]);
    for (done, value) in completers.into_iter().zip(values()) {
        done.finish(value);
    }
    for (call, value) in calls.iter_mut().zip(values()) {
        assert_eq!(poll(call, Waker::noop()), Poll::Ready(Ok(value)));
    }
}

fn calls_of<const N: usize>(count: usize) {
    settle::<N>(pending(count));
}

/// Calls of every size that is kept, and of one that is not.
fn calls(count: usize) {
    calls_of::<1>(count);
    calls_of::<8>(count);
    calls_of::<9>(count);
    calls_of::<24>(count);
    calls_of::<40>(count);
    calls_of::<56>(count);
    calls_of::<72>(count);
    calls_of::<88>(count);
    calls_of::<89>(count);
}

/// What a thread keeps at most.
const LIMIT: isize = 36 * 1024;

#[test]
fn a_thread_keeps_so_much_and_gives_it_back_at_its_end() {
    let _alone = alone();
    watched(|| {
        calls(1000);
        assert!(held() <= LIMIT, "{} bytes", held());
    });
    assert_eq!(held(), 0);
}

/// What is made on one thread and ends on another is that one's.
#[test]
fn a_thread_that_only_takes_back_gives_it_back_at_its_end() {
    let _alone = alone();
    let pending = watched(|| pending::<8>(1000));
    assert!(held() > LIMIT);
    watched(|| {
        settle(pending);
        assert!(held() <= LIMIT, "{} bytes", held());
    });
    assert_eq!(held(), 0);
}

/// Makes calls when it is destroyed.
struct Late(Cell<usize>);

impl Drop for Late {
    fn drop(&mut self) {
        calls(self.0.get());
    }
}

thread_local! {
    static LATE: Late = const { Late(Cell::new(0)) };
}

/// Thread-locals are destroyed in an order that is nobody's business: what is used here first is, as a
/// rule, destroyed last.
#[test]
fn calls_as_a_thread_ends_leave_nothing_behind() {
    let _alone = alone();
    let late = || LATE.with(|late| late.0.set(100));
    watched(|| {
        late();
        calls(10);
    });
    assert_eq!(held(), 0, "after it was given back");
    watched(|| {
        calls(10);
        late();
    });
    assert_eq!(held(), 0, "before it was given back");
    watched(late);
    assert_eq!(held(), 0, "and only then");
}
