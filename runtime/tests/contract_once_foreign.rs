//! What a call survives: foreign code that panics where it should not, threads that end, payloads
//! of every kind.
#![allow(unsafe_code, reason = "an allocator that counts")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::RefCell;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::atomic::{AtomicIsize, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use asyncify_runtime::{Completer, once, once_local, try_once};

/// Counts what has an alignment that nothing else here has.
struct Counting;

static HELD: AtomicIsize = AtomicIsize::new(0);
static SERIAL: Mutex<()> = Mutex::new(());

// SAFETY: the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        HELD.fetch_add((layout.align() == 512).into(), Ordering::Relaxed);
        // SAFETY: passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        HELD.fetch_sub((layout.align() == 512).into(), Ordering::Relaxed);
        // SAFETY: passed on.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Of the tests that look at what is held, one at a time.
fn alone() -> MutexGuard<'static, ()> {
    SERIAL.lock().unwrap_or_else(PoisonError::into_inner)
}

#[repr(align(512))]
struct Aligned<T>(#[allow(dead_code)] T);

#[derive(Default)]
struct Wakes(AtomicUsize);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

fn poll<F: Future>(future: Pin<&mut F>, waker: &Waker) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(waker))
}

/// The ways to complete a call by a value.
fn brings<T>() -> [fn(Completer<T>, T); 2] {
    [|done, value| done.complete(value), Completer::finish]
}

struct PanicsOnDrop;

impl Drop for PanicsOnDrop {
    fn drop(&mut self) {
        if !thread::panicking() {
            panic!("dropped");
        }
    }
}

#[test]
fn a_call_whose_handle_panics_does_not_spin() {
    let (give, given) = mpsc::channel();
    let mut call = Box::pin(once_local(move |completer: Completer<u8>| {
        give.send(completer).unwrap();
        PanicsOnDrop
    }));
    assert!(poll(call.as_mut(), Waker::noop()).is_pending());
    given.recv().unwrap().complete(1);
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        poll(call.as_mut(), Waker::noop()).is_ready()
    }));
    assert!(panicked.is_err());
    let wakes = Arc::new(Wakes::default());
    let waker = Waker::from(wakes.clone());
    // It may panic, or be pending for ever: but not keep the executor busy.
    let _ = catch_unwind(AssertUnwindSafe(|| poll(call.as_mut(), &waker).is_ready()));
    assert_eq!(wakes.0.load(Ordering::Relaxed), 0);
}

#[test]
fn a_value_that_panics_when_dropped_does_not_leak_the_cell() {
    let _serial = alone();
    let before = HELD.load(Ordering::Relaxed);
    for bring in brings() {
        let mut call = Box::pin(try_once(|done| {
            bring(done, Aligned(PanicsOnDrop));
            Err::<(), ()>(())
        }));
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            poll(call.as_mut(), Waker::noop()).is_ready()
        }));
        assert!(panicked.is_err());
        let _ = catch_unwind(AssertUnwindSafe(|| drop(call)));
    }
    assert_eq!(HELD.load(Ordering::Relaxed), before);
}

/// Completes the call when it is cloned, and panics when it is dropped.
struct Meddling {
    done: Mutex<Option<Completer<u8>>>,
    bring: fn(Completer<u8>, u8),
}

mod raw {
    use super::Meddling;
    use std::sync::Arc;
    use std::task::{RawWaker, RawWakerVTable, Waker};

    static TABLE: RawWakerVTable = RawWakerVTable::new(clone, drop_it, |_| (), drop_it);

    unsafe fn clone(data: *const ()) -> RawWaker {
        // SAFETY: from `waker`.
        let meddling = unsafe { &*data.cast::<Meddling>() };
        if let Some(done) = meddling.done.lock().unwrap().take() {
            (meddling.bring)(done, 7);
        }
        // SAFETY: as above.
        unsafe { Arc::increment_strong_count(data.cast::<Meddling>()) };
        RawWaker::new(data, &TABLE)
    }

    unsafe fn drop_it(data: *const ()) {
        // SAFETY: as above.
        unsafe { Arc::decrement_strong_count(data.cast::<Meddling>()) };
        if !std::thread::panicking() {
            panic!("a waker is dropped");
        }
    }

    pub(super) fn waker(meddling: Arc<Meddling>) -> Waker {
        // SAFETY: the table's functions keep the count.
        unsafe { Waker::from_raw(RawWaker::new(Arc::into_raw(meddling).cast(), &TABLE)) }
    }
}

#[test]
fn a_waker_that_panics_when_dropped_loses_no_value_and_does_not_spin() {
    for bring in brings() {
        a_waker_completes_as_it_is_cloned(bring);
    }
}

fn a_waker_completes_as_it_is_cloned(bring: fn(Completer<u8>, u8)) {
    let (give, given) = mpsc::channel();
    let mut call = Box::pin(once(move |completer: Completer<u8>| {
        give.send(completer).unwrap();
    }));
    assert!(poll(call.as_mut(), Waker::noop()).is_pending());
    let meddling = Arc::new(Meddling {
        done: Mutex::new(Some(given.recv().unwrap())),
        bring,
    });
    let waker = std::mem::ManuallyDrop::new(raw::waker(Arc::clone(&meddling)));
    let first = catch_unwind(AssertUnwindSafe(|| poll(call.as_mut(), &waker)));
    let wakes = Arc::new(Wakes::default());
    let second = match first {
        Ok(polled) => polled,
        Err(_) => poll(call.as_mut(), &Waker::from(wakes.clone())),
    };
    assert_eq!(
        wakes.0.load(Ordering::Relaxed),
        0,
        "it keeps its executor busy"
    );
    assert_eq!(second, Poll::Ready(Ok(7)));
    assert_eq!(Arc::strong_count(&meddling), 2, "its clone is dropped once");
}

#[test]
fn a_waker_that_panics_when_dropped_is_not_needed_where_the_start_completes() {
    for bring in brings() {
        let meddling = Arc::new(Meddling {
            done: Mutex::new(None),
            bring,
        });
        let waker = std::mem::ManuallyDrop::new(raw::waker(Arc::clone(&meddling)));
        let mut call = Box::pin(once(|done| bring(done, 7)));
        assert_eq!(poll(call.as_mut(), &waker), Poll::Ready(Ok(7)));
        assert_eq!(Arc::strong_count(&meddling), 2, "its clone is dropped once");
    }
}

#[test]
fn dropping_a_call_whose_waker_panics_gives_its_memory_back() {
    let _serial = alone();
    let before = HELD.load(Ordering::Relaxed);
    let (give, given) = mpsc::channel();
    let mut call = Box::pin(once(move |completer: Completer<Aligned<u8>>| {
        give.send(completer).unwrap();
    }));
    let meddling = Arc::new(Meddling {
        done: Mutex::new(None),
        bring: Completer::finish,
    });
    let waker = std::mem::ManuallyDrop::new(raw::waker(meddling));
    assert!(poll(call.as_mut(), &waker).is_pending());
    let _ = catch_unwind(AssertUnwindSafe(|| drop(call)));
    drop(given.recv().unwrap());
    assert_eq!(HELD.load(Ordering::Relaxed), before);
}

/// Holds a call in a thread-local that is destroyed late.
struct Late(RefCell<Vec<Box<dyn FnOnce()>>>);

impl Drop for Late {
    fn drop(&mut self) {
        for job in self.0.take() {
            job();
        }
    }
}

thread_local! {
    static LATE: Late = const { Late(RefCell::new(Vec::new())) };
}

#[test]
fn calls_are_made_answered_and_dropped_while_a_thread_ends() {
    for bring in brings() {
        a_call_while_a_thread_ends(bring);
    }
}

fn a_call_while_a_thread_ends(bring: fn(Completer<[u64; 2]>, [u64; 2])) {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        // First used, last destroyed.
        LATE.with(|late| {
            late.0.borrow_mut().push(Box::new(move || {
                let kept = RefCell::new(None);
                let mut call = Box::pin(once_local(|done: Completer<[u64; 2]>| {
                    drop(kept.replace(Some(done)));
                }));
                let pending = poll(call.as_mut(), Waker::noop()).is_pending();
                bring(kept.take().unwrap(), [1, 2]);
                tell.send((pending, poll(call.as_mut(), Waker::noop())))
                    .unwrap();
            }));
        });
        // Makes the free list, which ends before.
        let kept = RefCell::new(None);
        let mut call = Box::pin(once_local(|done: Completer<[u64; 2]>| {
            kept.replace(Some(done))
        }));
        assert!(poll(call.as_mut(), Waker::noop()).is_pending());
        drop(kept.take());
        assert!(poll(call.as_mut(), Waker::noop()).is_ready());
    })
    .join()
    .unwrap();
    assert_eq!(told.recv().unwrap(), (true, Poll::Ready(Ok([1, 2]))));
}

fn round<T: PartialEq + std::fmt::Debug + Copy>(value: T) {
    for bring in brings() {
        let mut call = Box::pin(once_local(|done| bring(done, value)));
        assert_eq!(poll(call.as_mut(), Waker::noop()), Poll::Ready(Ok(value)));

        // Later, and to a task that is the first one, or another.
        for another in [
            Waker::noop().clone(),
            Waker::from(Arc::new(Wakes::default())),
        ] {
            let kept = RefCell::new(None);
            let mut call = Box::pin(once_local(|done| drop(kept.replace(Some(done)))));
            assert_eq!(poll(call.as_mut(), Waker::noop()), Poll::Pending);
            assert_eq!(poll(call.as_mut(), &another), Poll::Pending);
            bring(kept.take().unwrap(), value);
            assert_eq!(poll(call.as_mut(), &another), Poll::Ready(Ok(value)));
        }
    }
}

#[test]
fn payloads_of_all_sizes_and_lifetimes_arrive() {
    #[derive(Clone, Copy, PartialEq, Debug)]
    #[repr(align(32))]
    struct Wide(u8);
    let text = String::from("borrowed");
    round(());
    round(1_u8);
    round(text.as_str());
    round([7_u8; 33]);
    round(Wide(3));
    round([Wide(3); 5]);
    round([9_u64; 1024]);
    round(u128::MAX);
    round(Some(Some(true)));
}
