//! A call and its completers in every interleaving, in small.
//!
//! `RUSTFLAGS="--cfg loom" cargo test -p asyncify-runtime --release --test loom_once`
#![cfg(loom)]

#[path = "common/model.rs"]
mod model;

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use asyncify_runtime::__private::ffi::key;
use asyncify_runtime::{Abandoned, Completer, ffi, once_local};
use loom::future::block_on;
use loom::sync::Arc;
use loom::thread::{self, ThreadId};
use model::{model, model_within, poll};

type Call<T> = Pin<Box<dyn Future<Output = Result<T, Abandoned>>>>;

/// A call that has been polled once, and its completer.
fn pending<T: 'static>() -> (Call<T>, Completer<T>) {
    pending_for(Waker::noop())
}

/// [`pending`], of a task with that waker.
fn pending_for<T: 'static>(waker: &Waker) -> (Call<T>, Completer<T>) {
    let kept = Rc::new(Cell::new(None));
    let keep = Rc::clone(&kept);
    let mut call: Call<T> = Box::pin(once_local(move |done: Completer<T>| keep.set(Some(done))));
    let polled = call.as_mut().poll(&mut Context::from_waker(waker));
    assert!(polled.is_pending());
    let done = kept.take().expect("the call has started");
    (call, done)
}

/// Wakes nobody, and is not the waker of the first poll.
struct Second;

impl Wake for Second {
    fn wake(self: std::sync::Arc<Self>) {}
}

/// A value that comes while the future is polled arrives, and wakes the task.
#[test]
fn complete_races_poll() {
    model(|| {
        let (call, done) = pending();
        let callback = thread::spawn(move || done.complete(7));
        assert_eq!(block_on(call), Ok(7));
        callback.join().unwrap();
    });
}

/// Knows whether a thread other than the task's own has woken it.
struct Woken {
    task: ThreadId,
    from_outside: AtomicBool,
}

impl Wake for Woken {
    fn wake(self: std::sync::Arc<Self>) {
        assert_ne!(thread::current().id(), self.task, "its own poll woke it");
        self.from_outside.store(true, Ordering::Relaxed);
    }
}

/// A poll that meets a completer leaves it to that to wake the task: one that wakes itself could keep
/// the completer from its processor.
#[test]
fn complete_races_a_poll_that_wakes_nobody() {
    model(|| {
        let woken = std::sync::Arc::new(Woken {
            task: thread::current().id(),
            from_outside: AtomicBool::new(false),
        });
        let waker = Waker::from(std::sync::Arc::clone(&woken));
        let (mut call, done) = pending_for(&waker);
        let callback = thread::spawn(move || done.complete(7));
        let first = call.as_mut().poll(&mut Context::from_waker(&waker));
        callback.join().unwrap();
        if first.is_pending() {
            assert!(woken.from_outside.load(Ordering::Relaxed));
            let second = call.as_mut().poll(&mut Context::from_waker(&waker));
            assert_eq!(second, Poll::Ready(Ok(7)));
        }
    });
}

/// Knows whether anybody has woken it.
#[derive(Default)]
struct Told(AtomicBool);

impl Wake for Told {
    fn wake(self: std::sync::Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A poll that meets a completer which has not seen its waker does not leave it to that to wake the task.
#[test]
fn complete_races_a_move_that_it_does_not_see() {
    model(|| {
        let (mut call, done) = pending();
        let callback = thread::spawn(move || done.complete(7));
        let told = std::sync::Arc::new(Told::default());
        let waker = Waker::from(std::sync::Arc::clone(&told));
        let polled = call.as_mut().poll(&mut Context::from_waker(&waker));
        callback.join().unwrap();
        assert!(polled.is_ready() || told.0.load(Ordering::Relaxed));
    });
}

/// A value that comes while the future moves to another task wakes that task, not the first.
#[test]
fn complete_races_a_task_that_moves() {
    model(|| {
        let (mut call, done) = pending();
        let callback = thread::spawn(move || done.complete(7));
        // The first task's waker is not the one that must be woken in the end.
        if poll(&mut call).is_pending() {
            assert_eq!(block_on(call), Ok(7));
        }
        callback.join().unwrap();
    });
}

/// A value that comes while the future is dropped is dropped once.
#[test]
fn complete_races_drop() {
    model(|| {
        let payload = Arc::new(());
        let (call, done) = pending();
        let value = Arc::clone(&payload);
        let callback = thread::spawn(move || done.complete(value));
        drop(call);
        callback.join().unwrap();
        assert_eq!(Arc::strong_count(&payload), 1);
    });
}

/// A completer that ends with its value, while the future is polled: the value arrives, and wakes
/// the task.
#[test]
fn finish_races_poll() {
    model(|| {
        let (call, done) = pending();
        let callback = thread::spawn(move || done.finish(7));
        assert_eq!(block_on(call), Ok(7));
        callback.join().unwrap();
    });
}

/// A completer that ends with its value, while the future moves to another task, and on to a third:
/// the last one is woken.
#[test]
fn finish_races_a_task_that_moves() {
    model(|| {
        let (mut call, done) = pending();
        let callback = thread::spawn(move || done.finish(7));
        let second = Waker::from(std::sync::Arc::new(Second));
        let polled = call.as_mut().poll(&mut Context::from_waker(&second));
        if polled.is_pending() {
            assert_eq!(block_on(call), Ok(7));
        }
        callback.join().unwrap();
    });
}

/// A completer that ends with its value, while the future is dropped: the value is dropped once.
#[test]
fn finish_races_drop() {
    model(|| {
        let payload = Arc::new(());
        let (call, done) = pending();
        let value = Arc::clone(&payload);
        let callback = thread::spawn(move || done.finish(value));
        drop(call);
        callback.join().unwrap();
        assert_eq!(Arc::strong_count(&payload), 1);
    });
}

/// A completer that ends with its value, while the future moves to another task and is then dropped:
/// the value and both wakers are dropped once.
#[test]
fn finish_races_a_task_that_moves_and_leaves() {
    model(|| {
        let payload = Arc::new(());
        let (mut call, done) = pending();
        let value = Arc::clone(&payload);
        let callback = thread::spawn(move || done.finish(value));
        let second = std::sync::Arc::new(Second);
        let waker = Waker::from(std::sync::Arc::clone(&second));
        let polled = call.as_mut().poll(&mut Context::from_waker(&waker));
        drop((polled, call, waker));
        callback.join().unwrap();
        assert_eq!(std::sync::Arc::strong_count(&second), 1);
        assert_eq!(Arc::strong_count(&payload), 1);
    });
}

/// Two completers that end with their values: one of these arrives, the other is dropped once.
#[test]
fn finish_races_finish() {
    model(|| {
        let payload = Arc::new(());
        let (call, done) = pending();
        let other = done.clone();
        let value = Arc::clone(&payload);
        let callback = thread::spawn(move || other.finish(value));
        done.finish(Arc::clone(&payload));
        assert!(block_on(call).is_ok());
        callback.join().unwrap();
        assert_eq!(Arc::strong_count(&payload), 1);
    });
}

/// A completer that ends with its value, and one that completes and stays: one of the values arrives,
/// the other is dropped once, and is a duplicate.
#[test]
fn finish_races_complete() {
    model(|| {
        let payload = Arc::new(());
        let (call, done) = pending();
        let other = done.clone();
        let value = Arc::clone(&payload);
        let callback = thread::spawn(move || other.finish(value));
        done.complete(Arc::clone(&payload));
        assert!(block_on(call).is_ok());
        callback.join().unwrap();
        assert_eq!(done.duplicates(), 1);
        assert_eq!(Arc::strong_count(&payload), 1);
    });
}

/// A completer that leaves a key and then ends with its value: who takes the value releases the key.
#[test]
fn finish_leaves_a_key() {
    model(|| {
        let (call, done) = pending();
        let callback = thread::spawn(move || {
            let word = key(&done).leads_to(7_u8).addr();
            done.finish(());
            word
        });
        assert_eq!(block_on(call), Ok(()));
        let word = std::ptr::without_provenance_mut(callback.join().unwrap());
        assert_eq!(ffi::with(word, |number: &u8| *number), None);
    });
}

/// A completer that ends with its value as another one is dropped, which may leave it alone.
#[test]
fn finish_races_the_drop_of_another_completer() {
    model(|| {
        let (call, done) = pending();
        let other = done.clone();
        let callback = thread::spawn(move || done.finish(7));
        drop(other);
        assert_eq!(block_on(call), Ok(7));
        callback.join().unwrap();
    });
}

/// A completer that ends with its value while the function that starts the API still runs.
#[test]
fn finish_races_the_start() {
    model(|| {
        let call = once_local(|done: Completer<u8>| thread::spawn(move || done.finish(7)));
        assert_eq!(block_on(call), Ok(7));
    });
}

/// Of two values one arrives, and the other counts as a duplicate.
#[test]
fn two_completers_race() {
    model(|| {
        let (call, done) = pending();
        let other = done.clone();
        let callback = thread::spawn(move || {
            other.complete(1);
            other
        });
        done.complete(2);
        let value = block_on(call).unwrap();
        let other = callback.join().unwrap();
        assert!(value == 1 || value == 2);
        assert_eq!(other.duplicates(), 1);
    });
}

/// The call is abandoned by whichever completer is dropped last.
#[test]
fn the_last_of_two_dropped_completers_abandons() {
    model(|| {
        let (call, done) = pending::<u8>();
        let other = done.clone();
        let callback = thread::spawn(move || drop(other));
        let last = thread::spawn(move || drop(done));
        assert!(block_on(call).is_err());
        callback.join().unwrap();
        last.join().unwrap();
    });
}

/// A value that comes while the function that starts the API still runs arrives.
#[test]
fn complete_races_the_start() {
    model(|| {
        let call = once_local(|done: Completer<u8>| thread::spawn(move || done.complete(7)));
        assert_eq!(block_on(call), Ok(7));
    });
}

/// Who leaves last frees the cell: the future, or either of two completers that are dropped.
#[test]
fn all_leave_at_once() {
    model(|| {
        let (call, done) = pending::<Arc<()>>();
        let other = done.clone();
        let callback = thread::spawn(move || drop(other));
        let another = thread::spawn(move || drop(done));
        drop(call);
        callback.join().unwrap();
        another.join().unwrap();
    });
}

/// A value that nobody took is dropped with the cell, though by another completer than brought it.
#[test]
fn a_value_outlives_its_completer() {
    model_within(2, || {
        let payload = Arc::new(());
        let (call, done) = pending();
        let other = done.clone();
        let value = Arc::clone(&payload);
        let callback = thread::spawn(move || done.complete(value));
        let another = thread::spawn(move || drop(other));
        drop(call);
        callback.join().unwrap();
        another.join().unwrap();
        assert_eq!(Arc::strong_count(&payload), 1);
    });
}

/// Two values that come while the future is dropped are dropped once each; one that finds it gone
/// is no duplicate, the next one is.
#[test]
fn two_values_race_drop() {
    model(|| {
        let payload = Arc::new(());
        let (call, done) = pending();
        let value = Arc::clone(&payload);
        let callback = thread::spawn(move || {
            done.complete(Arc::clone(&value));
            done.complete(value);
            done.duplicates()
        });
        drop(call);
        assert_eq!(callback.join().unwrap(), 1);
        assert_eq!(Arc::strong_count(&payload), 1);
    });
}

/// One completer's value and the last breath of another: the value arrives, and is not taken for
/// abandoned.
#[test]
fn complete_races_the_drop_of_another_completer() {
    model(|| {
        let (call, done) = pending();
        let other = done.clone();
        let callback = thread::spawn(move || done.complete(7));
        drop(other);
        assert_eq!(block_on(call), Ok(7));
        callback.join().unwrap();
    });
}

/// What a panic carries is dropped with a future that is gone, like a value.
#[test]
fn a_panic_races_drop() {
    model(|| {
        let payload = Arc::new(());
        let (call, done) = pending::<u8>();
        let carried = Arc::clone(&payload);
        let callback = thread::spawn(move || {
            done.complete_with(|| std::panic::resume_unwind(Box::new(carried)));
        });
        drop(call);
        callback.join().unwrap();
        assert_eq!(Arc::strong_count(&payload), 1);
    });
}

/// A key that is left while the future is dropped is released, at the latest with the completer.
#[test]
fn a_key_races_drop() {
    model(|| {
        let (call, done) = pending::<u8>();
        let callback = thread::spawn(move || key(&done).leads_to(7_u8).addr());
        drop(call);
        let word = std::ptr::without_provenance_mut(callback.join().unwrap());
        assert_eq!(ffi::with(word, |number: &u8| *number), None);
    });
}
