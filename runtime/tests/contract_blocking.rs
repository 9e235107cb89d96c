//! The contract's rows, as they concern functions that block while they call back.
#![cfg(not(loom))]

mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Barrier};
use std::task::{Poll, Waker};
use std::thread;

use asyncify_runtime::{
    Emitter, EventError, EventStream, Lagged, Overflow, StreamOptions, lossy_stream_blocking,
    stream_blocking, try_lossy_stream_blocking, try_stream_blocking,
};
use common::*;
use futures::StreamExt;

/// A loop that calls back for everything it is sent, until the sender is gone.
fn relay(told: Receiver<u8>) -> EventStream<u8> {
    stream_blocking(StreamOptions::new(), move |events: Emitter<u8>| {
        for value in told {
            events.emit(value);
        }
    })
}

#[test]
fn the_loop_runs_on_a_thread_of_its_own_from_the_start() {
    let (tell, told) = channel();
    let stream = stream_blocking(StreamOptions::new(), move |_: Emitter<u8>| {
        let thread = thread::current();
        tell.send((thread.id(), thread.name().map(str::to_owned)))
            .unwrap();
    });
    let (id, name) = told.recv_timeout(PATIENCE).unwrap();
    assert_ne!(id, thread::current().id());
    assert_eq!(
        name.as_deref(),
        Some("the_loop_runs_on_a_thread_of_its_own_from_the_start")
    );
    assert_eq!(block_on(stream.count()), 0);
}

#[test]
fn a_callback_wakes_the_task_and_the_end_of_the_loop_ends_the_stream() {
    let (tell, told) = channel();
    let mut stream = relay(told);
    let (woken, waker) = CountingWaker::new();
    assert!(poll_next(&mut stream, &waker).is_pending());
    tell.send(1).unwrap();
    wait_until("the task is woken", || woken.count() == 1);
    assert_eq!(poll_next(&mut stream, &waker), Poll::Ready(Some(1)));
    drop(tell);
    assert_eq!(block_on(stream.next()), None);
}

#[test]
fn the_end_of_the_loop_counts_even_if_the_callback_is_kept() {
    let stream = stream_blocking(StreamOptions::new(), |events: Emitter<u8>| {
        events.emit(1);
        std::mem::forget(events);
    });
    assert_eq!(block_on(stream.collect::<Vec<_>>()), [1]);
}

#[test]
fn what_is_buffered_comes_before_the_error() {
    let stream = try_stream_blocking(StreamOptions::new(), |events| {
        events.emit(Ok(1));
        events.emit(Ok(2));
        Err("broken")
    });
    let items = block_on(stream.collect::<Vec<_>>());
    assert_eq!(items, [Ok(1), Ok(2), Err("broken")]);
}

#[test]
fn a_loss_shows_where_it_was() {
    let options = StreamOptions::new()
        .buffer(1)
        .overflow(Overflow::DropOldest);
    let full = Arc::new(Barrier::new(2));
    let filled = Arc::clone(&full);
    let stream = lossy_stream_blocking(options, move |events: Emitter<Result<u8, Lagged>>| {
        (1..=3).for_each(|n| assert!(events.emit(Ok(n))));
        filled.wait();
    });
    full.wait();
    let items = block_on(stream.collect::<Vec<_>>());
    assert_eq!(items, [Err(Lagged { lost: 2 }), Ok(3)]);

    let full = Arc::new(Barrier::new(2));
    let filled = Arc::clone(&full);
    let run = move |events: Emitter<Result<u8, EventError<&str>>>| {
        (1..=2).for_each(|n| assert!(events.emit(Ok(n))));
        filled.wait();
        Err(EventError::Failed("broken"))
    };
    let stream = try_lossy_stream_blocking(options, run);
    full.wait();
    let items = block_on(stream.collect::<Vec<_>>());
    assert_eq!(items.len(), 3);
    assert!(matches!(items[0], Err(EventError::Lagged { lost: 1 })));
    assert!(matches!(items[1], Ok(2)));
    assert!(matches!(items[2], Err(EventError::Failed("broken"))));
}

#[test]
fn a_panic_of_the_loop_is_resumed_in_the_consumer() {
    let mut stream = stream_blocking(StreamOptions::new(), |events: Emitter<u8>| {
        events.emit(1);
        panic!("the loop broke");
    });
    assert_eq!(block_on(stream.next()), Some(1));
    let panicked = catch_unwind(AssertUnwindSafe(|| block_on(stream.next())));
    assert_eq!(message(panicked.unwrap_err()), "the loop broke");
    assert_eq!(block_on(stream.next()), None);
}

#[test]
fn a_dropped_stream_turns_callbacks_into_no_ops() {
    let (tell, told) = channel();
    let (answer, answered) = channel();
    let mut stream = stream_blocking(StreamOptions::new(), move |events: Emitter<u8>| {
        for value in told {
            answer
                .send((events.emit(value), events.is_closed()))
                .unwrap();
        }
    });
    tell.send(1).unwrap();
    assert_eq!(answered.recv_timeout(PATIENCE), Ok((true, false)));
    assert_eq!(block_on(stream.next()), Some(1));
    drop(stream);
    tell.send(2).unwrap();
    assert_eq!(answered.recv_timeout(PATIENCE), Ok((false, true)));
}

/// A loop that goes on until it is told to stop, and tells when it has.
fn stoppable() -> (EventStream<u8>, Arc<AtomicBool>, Receiver<()>) {
    let stop = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&stop);
    let (tell, stopped) = channel();
    let stream = stream_blocking(StreamOptions::new(), move |events: Emitter<u8>| {
        events.emit(1);
        while !told.load(Ordering::SeqCst) {
            thread::yield_now();
        }
        tell.send(()).unwrap();
    });
    let flag = Arc::clone(&stop);
    let stream = stream.cancel(move |()| flag.store(true, Ordering::SeqCst));
    (stream, stop, stopped)
}

#[test]
fn cancel_runs_when_the_stream_is_dropped() {
    let (stream, _, stopped) = stoppable();
    drop(stream);
    stopped.recv_timeout(PATIENCE).unwrap();
}

#[test]
fn close_cancels_and_waits_for_the_loop() {
    let (mut stream, _, stopped) = stoppable();
    assert_eq!(block_on(stream.next()), Some(1));
    block_on(stream.close());
    stopped.try_recv().expect("the loop has returned");
    assert_eq!(block_on(stream.next()), None);
}

#[test]
fn close_of_a_loop_that_can_not_be_told_waits_for_its_end() {
    let (tell, told) = channel();
    let mut stream = relay(told);
    let mut close = stream.close();
    assert!(poll(&mut close, Waker::noop()).is_pending());
    tell.send(1).unwrap();
    drop(tell);
    block_on(close);
    assert_eq!(block_on(stream.collect::<Vec<_>>()), [1]);
}

#[test]
fn a_loop_that_has_ended_is_not_cancelled() {
    let (tell, told) = channel::<u8>();
    let (cancelled, cancels) = channel::<()>();
    let mut stream = relay(told).cancel(move |()| cancelled.send(()).unwrap());
    drop::<Sender<u8>>(tell);
    assert_eq!(block_on(stream.next()), None);
    drop(stream);
    assert!(cancels.recv().is_err());
}

#[test]
fn a_blocked_callback_goes_on_when_the_stream_is_dropped() {
    let options = StreamOptions::new().buffer(1).overflow(Overflow::Block);
    let (tell, told) = channel();
    let stream = stream_blocking(options, move |events: Emitter<u8>| {
        let answers = [events.emit(1), events.emit(2)];
        tell.send(answers).unwrap();
    });
    wait_until("the first is buffered", || stream.backlog() == 1);
    drop(stream);
    let [_, second] = told.recv_timeout(PATIENCE).unwrap();
    assert!(!second);
}

#[test]
fn dropped_inside_a_callback_the_cancellation_runs_elsewhere() {
    let (tell, told) = channel();
    let (name, ran_on) = channel();
    let mut stream = relay(told).cancel(move |()| name.send(thread::current().id()).unwrap());
    let (inside, dropped_on) = channel();
    let slot = Arc::new(std::sync::Mutex::new(None));
    let taken = Arc::clone(&slot);
    let waker = InlineWaker::waker(move || {
        inside.send(thread::current().id()).unwrap();
        drop(taken.lock().unwrap().take());
    });
    assert!(poll_next(&mut stream, &waker).is_pending());
    *slot.lock().unwrap() = Some(stream);
    tell.send(1).unwrap();
    let callback = dropped_on.recv_timeout(PATIENCE).unwrap();
    assert_ne!(ran_on.recv_timeout(PATIENCE).unwrap(), callback);
}
