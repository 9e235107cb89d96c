//! The contract's rows, as they concern streams of values.
#![cfg(not(loom))]

mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::{Poll, Waker};

use asyncify_runtime::{Emitter, EventStream, Overflow, StreamOptions, stream, try_stream};
use common::*;
use futures::StreamExt;
use futures::stream::FusedStream;

fn unbounded<T>() -> (EventStream<T>, Emitter<T>) {
    open_stream(StreamOptions::new(), ())
}

#[test]
fn fires_on_any_thread_wakes_the_task() {
    let api = ApiThread::new();
    let (mut events, emitter) = unbounded();
    let (woken, waker) = CountingWaker::new();
    for value in 0..3 {
        assert!(poll_next(&mut events, &waker).is_pending());
        let emitter = emitter.clone();
        assert!(api.run(move || emitter.emit(value)));
        assert_eq!(woken.count(), value + 1);
        assert_eq!(poll_next(&mut events, &waker), Poll::Ready(Some(value)));
    }
}

#[test]
fn a_woken_task_is_not_woken_again_before_it_looks() {
    let (mut events, emitter) = unbounded();
    let (woken, waker) = CountingWaker::new();
    assert!(poll_next(&mut events, &waker).is_pending());
    (0..100).for_each(|value| assert!(emitter.emit(value)));
    assert_eq!(woken.count(), 1);
}

#[test]
fn fires_inside_the_initiating_call_is_ready_at_first_poll() {
    let (woken, waker) = CountingWaker::new();
    let mut events = stream(StreamOptions::new(), |events: Emitter<u8>| {
        events.emit(1);
    });
    assert_eq!(poll_next(&mut events, &waker), Poll::Ready(Some(1)));
    assert_eq!(poll_next(&mut events, &waker), Poll::Ready(None));
    assert_eq!(woken.count(), 0);
}

#[test]
fn a_task_that_moves_is_woken_where_it_is() {
    let (mut events, emitter) = unbounded();
    let (first, first_waker) = CountingWaker::new();
    let (second, second_waker) = CountingWaker::new();
    assert!(poll_next(&mut events, &first_waker).is_pending());
    assert!(poll_next(&mut events, &second_waker).is_pending());
    emitter.emit(());
    assert_eq!((first.count(), second.count()), (0, 1));
}

#[test]
fn never_fires_and_dropped_ends_with_none() {
    let api = ApiThread::new();
    let (mut events, emitter) = unbounded::<u8>();
    let (woken, waker) = CountingWaker::new();
    let other = emitter.clone();
    drop(emitter);
    assert!(poll_next(&mut events, &waker).is_pending());
    api.run(move || drop(other));
    assert_eq!(woken.count(), 1);
    assert!(!events.is_terminated());
    assert_eq!(poll_next(&mut events, &waker), Poll::Ready(None));
    assert!(events.is_terminated());
}

#[test]
fn end_ends_the_stream_although_emitters_live() {
    let (mut events, emitter) = unbounded();
    let (woken, waker) = CountingWaker::new();
    assert!(emitter.emit(1));
    assert_eq!(poll_next(&mut events, &waker), Poll::Ready(Some(1)));
    assert!(poll_next(&mut events, &waker).is_pending());
    emitter.end();
    assert_eq!(woken.count(), 1);
    assert!(emitter.is_closed());
    assert!(!emitter.emit(2));
    assert_eq!(poll_next(&mut events, &waker), Poll::Ready(None));
}

#[test]
fn a_refused_start_is_the_error() {
    let mut kept = None;
    let refused = try_stream(StreamOptions::new(), |events: Emitter<u8>| {
        kept = Some(events);
        Err::<(), _>("no such device")
    });
    assert_eq!(refused.unwrap_err(), "no such device");
    assert!(kept.unwrap().is_closed());
}

#[test]
fn panic_in_map_is_resumed_in_the_consumer() {
    let api = ApiThread::new();
    let (mut events, emitter) = unbounded();
    emitter.emit(1);
    let other = emitter.clone();
    assert!(!api.run(move || other.emit_with(|| panic!("in the map"))));
    assert!(!emitter.emit(2));
    assert_eq!(poll_next(&mut events, Waker::noop()), Poll::Ready(Some(1)));
    let resumed = catch_unwind(AssertUnwindSafe(|| poll_next(&mut events, Waker::noop())));
    assert_eq!(message(resumed.unwrap_err()), "in the map");
    assert_eq!(poll_next(&mut events, Waker::noop()), Poll::Ready(None));
}

#[test]
fn nothing_unwinds_into_the_callback() {
    let api = ApiThread::new();
    let options = StreamOptions::new()
        .buffer(1)
        .overflow(Overflow::DropNewest);
    let (mut events, emitter) = open_stream(options, ());
    assert!(poll_next(&mut events, &Arc::new(PanickingWaker).into()).is_pending());
    let emitter = api.run(move || {
        assert!(emitter.emit(PanicsOnDrop));
        assert!(emitter.emit(PanicsOnDrop));
        emitter
    });
    assert_eq!(events.lost(), 1);
    std::mem::forget(drain(&mut events));
    assert!(poll_next(&mut events, &Arc::new(PanickingWaker).into()).is_pending());
    api.run(move || {
        emitter.end();
        assert!(!emitter.emit(PanicsOnDrop));
        let captured = PanicsOnDrop;
        assert!(!emitter.emit_with(move || captured));
        let captured = PanicsOnDrop;
        assert!(!emitter.emit_or_end(move || Some(captured)));
    });
    assert!(matches!(
        poll_next(&mut events, Waker::noop()),
        Poll::Ready(None)
    ));
}

#[test]
fn buffered_values_are_delivered_before_none() {
    let (mut events, emitter) = unbounded();
    (0..5).for_each(|value| assert!(emitter.emit(value)));
    assert_eq!(events.backlog(), 5);
    drop(emitter);
    assert_eq!(
        block_on(events.by_ref().collect::<Vec<_>>()),
        [0, 1, 2, 3, 4]
    );
    assert_eq!(events.backlog(), 0);
}

#[test]
fn buffered_values_are_dropped_with_the_stream() {
    let values = Drops::default();
    let (events, emitter) = unbounded();
    (0..5).for_each(|_| assert!(emitter.emit(values.counted())));
    drop(events);
    assert_eq!(values.count(), 5);
}

#[test]
fn order_is_fifo_per_producer() {
    let (producers, each) = (4, 2_000);
    let events = stream(StreamOptions::new(), |events: Emitter<(usize, usize)>| {
        for producer in 0..producers {
            let events = events.clone();
            std::thread::spawn(move || (0..each).all(|value| events.emit((producer, value))));
        }
    });
    let mut next = vec![0; producers];
    for (producer, value) in block_on(events.collect::<Vec<_>>()) {
        assert_eq!(value, next[producer]);
        next[producer] += 1;
    }
    assert_eq!(next, vec![each; producers]);
}

#[test]
fn executor_shut_down_callbacks_are_noops() {
    let (values, handles) = (Drops::default(), Drops::default());
    let (events, emitter) = open_stream(StreamOptions::new(), handles.counted());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .build()
        .unwrap();
    runtime.spawn(events.for_each(|_: Counted| async {}));
    drop(runtime);
    assert_eq!(handles.count(), 1);
    assert!(!emitter.emit(values.counted()));
    assert_eq!(values.count(), 1);
}
