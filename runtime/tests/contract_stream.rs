//! The contract's rows, as they concern streams of values.
#![cfg(not(loom))]

mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Barrier, Mutex};
use std::task::{Poll, Waker};

use asyncify_runtime::{
    Emitter, EventStream, Overflow, StreamOptions, stream, stream_local, try_stream,
};
use common::*;
use futures::StreamExt;
use futures::stream::FusedStream;

/// A stream whose emitter the test keeps.
fn opened<T, H: Send + 'static>(
    options: StreamOptions,
    handle: H,
) -> (EventStream<T, H>, Emitter<T>) {
    let mut kept = None;
    let stream = stream(options, |events: Emitter<T>| {
        kept = Some(events);
        handle
    });
    (stream, kept.unwrap())
}

fn unbounded<T>() -> (EventStream<T>, Emitter<T>) {
    opened(StreamOptions::new(), ())
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
fn dropped_first_handle_dropped_once_and_late_callback_is_harmless() {
    let (values, handles) = (Drops::default(), Drops::default());
    let (events, emitter) = opened(StreamOptions::new(), handles.counted());
    drop(events);
    assert_eq!(handles.count(), 1);
    assert!(emitter.is_closed());
    assert!(!emitter.emit(values.counted()));
    assert!(!emitter.emit_with(|| unreachable!("nobody listens")));
    assert_eq!(values.count(), 1);
    drop(emitter);
    assert_eq!(handles.count(), 1);
}

#[test]
fn dropped_first_runs_the_cancel_expression_once() {
    let (cancelled, handles) = (Drops::default(), Drops::default());
    let cancelling = cancelled.counted();
    let (events, emitter) = opened::<u8, _>(StreamOptions::new(), handles.counted());
    let events = events.cancel(move |handle| drop((handle, cancelling)));
    assert!(emitter.emit(1));
    assert_eq!(cancelled.count(), 0);
    drop(events);
    assert_eq!((cancelled.count(), handles.count()), (1, 1));
}

#[test]
fn close_runs_the_cancel_expression_once() {
    let cancelled = Drops::default();
    let cancelling = cancelled.counted();
    let events = stream(StreamOptions::new(), |events: Emitter<u8>| events);
    let mut events = events.cancel(move |handle| drop((handle, cancelling)));
    block_on(events.close());
    assert_eq!(cancelled.count(), 1);
    drop(events);
}

#[test]
fn a_stream_that_has_ended_is_not_cancelled() {
    let handles = Drops::default();
    let (events, emitter) = opened::<u8, _>(StreamOptions::new(), handles.counted());
    let events = events.cancel(|_| panic!("there is nothing to cancel"));
    emitter.end();
    drop(events);
    assert_eq!(handles.count(), 1);
}

#[test]
fn a_stream_that_ended_by_a_panic_in_map_is_cancelled() {
    let (events, emitter) = opened::<u8, _>(StreamOptions::new(), 7);
    let (tell, told) = std::sync::mpsc::channel();
    let events = events.cancel(move |handle| tell.send(handle).unwrap());
    emitter.emit_with(|| panic!("in the map"));
    drop(events);
    assert_eq!(told.recv(), Ok(7));
}

#[test]
fn dropped_while_firing() {
    let rounds = 3_000;
    let api = ApiThread::new();
    let (values, handles) = (Drops::default(), Drops::default());
    for _ in 0..rounds {
        let (mut events, emitter) = opened(StreamOptions::new(), handles.counted());
        assert!(poll_next(&mut events, Waker::noop()).is_pending());
        let value = values.counted();
        let together = Arc::new(Barrier::new(2));
        let there = Arc::clone(&together);
        api.start(move || {
            there.wait();
            emitter.emit(value);
        });
        together.wait();
        drop(events);
    }
    api.join();
    assert_eq!((values.count(), handles.count()), (rounds, rounds));
}

#[test]
fn dropped_on_the_callbacks_own_thread_goes_to_the_reaper() {
    let api = ApiThread::new();
    let (handle, told) = tattletale();
    let (events, emitter) = opened::<u8, _>(StreamOptions::new(), handle);
    let events = Arc::new(Mutex::new(Some(events)));
    let inside = Arc::clone(&events);
    let waker = InlineWaker::waker(move || drop(inside.lock().unwrap().take()));
    assert!(poll_next(events.lock().unwrap().as_mut().unwrap(), &waker).is_pending());
    api.run(move || emitter.emit(1));
    let dropped = told.recv_timeout(PATIENCE).unwrap();
    assert_ne!(dropped.id, api.id());
    assert_eq!(dropped.name.as_deref(), Some("asyncify-reaper"));
}

#[test]
fn dropped_on_a_thread_that_only_calls_back_goes_to_the_reaper() {
    let api = ApiThread::new();
    let (handle, told) = tattletale();
    let (events, emitter) = opened::<u8, _>(StreamOptions::new(), handle);
    api.run(move || {
        emitter.emit(1);
        drop(events);
    });
    assert_ne!(told.recv_timeout(PATIENCE).unwrap().id, api.id());
}

#[test]
fn a_handle_that_joins_the_callbacks_thread_survives_a_drop_inside_it() {
    struct Joins(Option<ApiThread>, std::sync::mpsc::Sender<()>);
    impl Drop for Joins {
        fn drop(&mut self) {
            self.0.take().unwrap().join();
            self.1.send(()).unwrap();
        }
    }
    let (tell, joined) = std::sync::mpsc::channel();
    let events = Arc::new(Mutex::new(None));
    let inside = Arc::clone(&events);
    let mut started = stream(StreamOptions::new(), |events: Emitter<u8>| {
        let api = ApiThread::new();
        api.start(move || {
            wait_until("the stream is parked", || inside.lock().unwrap().is_some());
            events.emit(1);
        });
        Joins(Some(api), tell)
    });
    let dropping = Arc::clone(&events);
    let waker = InlineWaker::waker(move || drop(dropping.lock().unwrap().take()));
    assert!(poll_next(&mut started, &waker).is_pending());
    *events.lock().unwrap() = Some(started);
    joined
        .recv_timeout(PATIENCE)
        .expect("the thread was joined by another");
}

#[test]
fn one_thread_for_all_drops_in_place() {
    let (handle, told) = tattletale();
    let (mut events, emitter) = opened(StreamOptions::new(), handle);
    emitter.emit(1);
    assert_eq!(poll_next(&mut events, Waker::noop()), Poll::Ready(Some(1)));
    drop(events);
    assert_eq!(told.recv().unwrap().id, std::thread::current().id());
}

#[test]
fn a_local_handle_is_dropped_in_place() {
    let (handle, told) = tattletale();
    let mut kept = None;
    let events = stream_local(StreamOptions::new(), |events: Emitter<u8>| {
        kept = Some(events);
        handle
    });
    let (api, emitter) = (ApiThread::new(), kept.unwrap());
    let callback = api.run(move || {
        emitter.emit(1);
        drop(events);
        std::thread::current().id()
    });
    assert_eq!(told.recv().unwrap().id, callback);
}

#[test]
fn close_resolves_after_the_callback_is_released() {
    let api = ApiThread::new();
    let handles = Drops::default();
    let (mut events, emitter) = opened(StreamOptions::new(), handles.counted());
    let (woken, waker) = CountingWaker::new();
    let mut close = events.close();
    assert!(poll(&mut close, &waker).is_pending());
    wait_until("the handle is dropped", || handles.count() == 1);
    assert!(emitter.is_closed());
    assert!(poll(&mut close, &waker).is_pending());
    let before = woken.count();
    let late = emitter.clone();
    api.run(move || assert!(late.emit(1)));
    assert!(poll(&mut close, &waker).is_pending());
    api.run(move || drop(emitter));
    assert!(woken.count() > before);
    assert_eq!(poll(&mut close, &waker), Poll::Ready(()));
    assert_eq!(drain(&mut events), [1]);
    assert_eq!(poll_next(&mut events, &waker), Poll::Ready(None));
    block_on(events.close());
}

#[test]
fn close_waits_for_the_api_to_stop_without_holding_up_the_executor() {
    let (tell, told) = std::sync::mpsc::channel();
    let (release, released) = std::sync::mpsc::channel::<()>();
    let mut events = stream(StreamOptions::new(), |events: Emitter<u8>| events);
    events = events.cancel(move |handle| {
        drop(handle);
        tell.send(()).unwrap();
        // Where it is done in place, this gives up, and the close is not pending.
        let _ = released.recv_timeout(PATIENCE);
    });
    let mut close = events.close();
    assert!(poll(&mut close, Waker::noop()).is_pending());
    told.recv().unwrap();
    assert!(poll(&mut close, Waker::noop()).is_pending());
    release.send(()).unwrap();
    block_on(close);
    assert!(events.try_handle().is_none());
    assert!(catch_unwind(AssertUnwindSafe(|| events.handle())).is_err());
}

#[test]
fn a_close_given_up_midway_still_stops_the_api() {
    let handles = Drops::default();
    let (mut events, _emitter) = opened::<u8, _>(StreamOptions::new(), handles.counted());
    assert!(poll(&mut events.close(), Waker::noop()).is_pending());
    wait_until("the handle is dropped", || handles.count() == 1);
    drop(events);
    assert_eq!(handles.count(), 1);
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
    let (mut events, emitter) = opened(options, ());
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
    let (events, emitter) = opened(StreamOptions::new(), handles.counted());
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
