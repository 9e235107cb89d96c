//! Blocking code in every interleaving, in small. Each job of the pool is a thread of the model.
//!
//! `RUSTFLAGS="--cfg loom" cargo test -p asyncify-runtime --release --test loom_blocking`
#![cfg(all(loom, feature = "_pool"))]

#[path = "common/model.rs"]
mod model;

use std::iter;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;

use asyncify_runtime::{BlockingStream, blocking, blocking_stream, is_cancelled};
use loom::future::block_on;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use model::{model, model_within, next, poll};

/// Counts itself as gone when it is dropped.
struct Guard(Arc<AtomicUsize>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.fetch_add(1, Relaxed);
    }
}

fn guard() -> (Guard, Arc<AtomicUsize>) {
    let gone = Arc::new(AtomicUsize::new(0));
    (Guard(gone.clone()), gone)
}

/// The result of blocking code wakes the task that awaits it.
#[test]
fn a_result_races_the_await() {
    model(|| assert_eq!(block_on(pin!(blocking(|| 7))), 7));
}

/// Blocking code whose future is dropped runs or does not; what it captured and made is dropped once.
#[test]
fn a_result_races_a_dropped_future() {
    model(|| {
        let (captured, gone) = guard();
        let mut work = blocking(move || captured);
        let _ = poll(&mut work);
        drop(work);
        while gone.load(Relaxed) == 0 {
            loom::thread::yield_now();
        }
        assert_eq!(gone.load(Relaxed), 1);
    });
}

/// Work that has begun is told when its future is dropped.
#[test]
fn work_that_waits_to_be_cancelled_ends() {
    model(|| {
        let mut work = blocking(|| {
            while !is_cancelled() {
                loom::thread::yield_now();
            }
        });
        let _ = poll(&mut work);
        drop(work);
    });
}

/// Every item of a stream arrives, in order, and then its end, though the iterator rests after each.
#[test]
fn items_race_a_consumer_that_parks() {
    model(|| {
        let mut stream = BlockingStream::new(1, 0..2);
        assert_eq!(block_on(next(&mut stream)), Some(0));
        assert_eq!(block_on(next(&mut stream)), Some(1));
        assert_eq!(block_on(next(&mut stream)), None);
    });
}

/// Where the buffer has room, the iterator is read on while the consumer takes items over.
#[test]
fn items_race_a_consumer_that_takes_them_over() {
    model_within(2, || {
        let mut stream = BlockingStream::new(2, 0..3);
        for item in 0..3 {
            assert_eq!(block_on(next(&mut stream)), Some(item));
        }
        assert_eq!(block_on(next(&mut stream)), None);
    });
}

/// No more than the buffer holds is ever read ahead.
#[test]
fn the_buffer_bounds_what_is_read() {
    model_within(2, || {
        let taken = Arc::new(AtomicUsize::new(0));
        let allowed = taken.clone();
        let mut read = 0;
        let source = iter::from_fn(move || {
            assert!(read < allowed.load(Relaxed) + 2, "two items stand already");
            read += 1;
            (read < 4).then_some(read)
        });
        let mut stream = BlockingStream::new(2, source);
        for item in 1..4 {
            // The item that is being taken stands nowhere any more.
            taken.fetch_add(1, Relaxed);
            assert_eq!(block_on(next(&mut stream)), Some(item));
        }
        assert_eq!(block_on(next(&mut stream)), None);
    });
}

/// A stream that is dropped leaves its iterator to the pool, wherever that is.
#[test]
fn a_dropped_stream_races_the_iterator() {
    model(|| {
        let (captured, gone) = guard();
        let source = iter::repeat_with(move || {
            let _ = &captured;
        });
        let mut stream = BlockingStream::new(2, source);
        let _ = pin!(next(&mut stream)).as_mut().poll(&mut noop());
        drop(stream);
        while gone.load(Relaxed) == 0 {
            loom::thread::yield_now();
        }
    });
}

/// A stream that is closed tells when the iterator is gone, and keeps what was read.
#[test]
fn closing_races_the_iterator() {
    model(|| {
        let (captured, gone) = guard();
        let source = (0..).inspect(move |_| {
            let _ = &captured;
        });
        let mut stream = BlockingStream::new(2, source);
        let _ = pin!(next(&mut stream)).as_mut().poll(&mut noop());
        block_on(stream.close());
        assert_eq!(gone.load(Relaxed), 1);
        let mut left = 0;
        while block_on(next(&mut stream)).is_some() {
            left += 1;
        }
        assert!(left <= 2);
    });
}

/// A stream that is awaited is there as soon as its iterator is.
#[test]
fn the_making_races_the_await() {
    model(|| {
        let mut stream = block_on(async { blocking_stream(1, || iter::once(7)).await });
        assert_eq!(block_on(next(&mut stream)), Some(7));
    });
}

/// A panic of the iterator comes after the items before it.
#[test]
fn a_panic_races_a_consumer_that_parks() {
    model(|| {
        let source = (0..).inspect(|item| {
            if *item == 1 {
                std::panic::resume_unwind(Box::new("broken"));
            }
        });
        let mut stream = BlockingStream::new(2, source);
        assert_eq!(block_on(next(&mut stream)), Some(0));
        let panicked = catch_unwind(AssertUnwindSafe(|| block_on(next(&mut stream))));
        assert_eq!(*panicked.unwrap_err().downcast::<&str>().unwrap(), "broken");
        assert_eq!(block_on(next(&mut stream)), None);
    });
}

fn noop() -> std::task::Context<'static> {
    std::task::Context::from_waker(std::task::Waker::noop())
}
