//! The contract's rows on letting go of a stream of values: drop, cancel, close.
#![cfg(not(loom))]

mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier, Mutex};
use std::task::{Poll, Wake, Waker};

use asyncify_runtime::{Emitter, Overflow, StreamOptions, stream, stream_local};
use common::*;
use futures::stream::FusedStream;

#[test]
fn dropped_first_handle_dropped_once_and_late_callback_is_harmless() {
    let (values, handles) = (Drops::default(), Drops::default());
    let (events, emitter) = open_stream(StreamOptions::new(), handles.counted());
    drop(events);
    assert_eq!(handles.count(), 1);
    assert!(emitter.is_closed());
    assert!(!emitter.emit(values.counted()));
    assert!(!emitter.emit_with(|| values.counted()));
    assert_eq!(values.count(), 1);
    drop(emitter);
    assert_eq!(handles.count(), 1);
}

#[test]
fn a_callback_that_the_api_keeps_does_not_keep_the_task() {
    let (mut events, _emitter) = open_stream::<u8, _>(StreamOptions::new(), ());
    let (task, waker) = CountingWaker::new();
    assert!(poll_next(&mut events, &waker).is_pending());
    drop((events, waker));
    assert_eq!(Arc::strong_count(&task), 1);
}

#[test]
fn dropped_first_runs_the_cancel_expression_once() {
    let (cancelled, handles) = (Drops::default(), Drops::default());
    let cancelling = cancelled.counted();
    let (events, emitter) = open_stream::<u8, _>(StreamOptions::new(), handles.counted());
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
    let (events, emitter) = open_stream::<u8, _>(StreamOptions::new(), handles.counted());
    let events = events.cancel(|_| panic!("there is nothing to cancel"));
    emitter.end();
    drop(events);
    assert_eq!(handles.count(), 1);
}

#[test]
fn a_stream_that_has_ended_is_not_cancelled_by_close_either() {
    let (events, emitter) = open_stream::<u8, _>(StreamOptions::new(), 7);
    let (tell, told) = std::sync::mpsc::channel();
    let mut events = events.cancel(move |handle| tell.send(handle).unwrap());
    emitter.end();
    drop(emitter);
    block_on(events.close());
    assert!(told.recv().is_err());
}

#[test]
fn a_stream_that_ended_by_a_panic_in_map_is_cancelled() {
    let (events, emitter) = open_stream::<u8, _>(StreamOptions::new(), 7);
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
        let (mut events, emitter) = open_stream(StreamOptions::new(), handles.counted());
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
    let callbacks: [fn(Emitter<u8>); 2] = [|emitter| assert!(emitter.emit(1)), drop];
    for callback in callbacks {
        let api = ApiThread::new();
        let (handle, told) = tattletale();
        let (events, emitter) = open_stream(StreamOptions::new(), handle);
        let events = Arc::new(Mutex::new(Some(events)));
        let inside = Arc::clone(&events);
        let waker = InlineWaker::waker(move || drop(inside.lock().unwrap().take()));
        assert!(poll_next(events.lock().unwrap().as_mut().unwrap(), &waker).is_pending());
        api.run(move || callback(emitter));
        let dropped = told.recv_timeout(PATIENCE).unwrap();
        assert_ne!(dropped.id, api.id());
        assert_eq!(dropped.name.as_deref(), Some("asyncify-reaper"));
    }
}

#[test]
fn dropped_inside_a_callback_while_another_thread_called_last_goes_to_the_reaper() {
    let (first, second) = (ApiThread::new(), ApiThread::new());
    let first_id = first.id();
    let (handle, told) = tattletale();
    let (events, emitter) = open_stream(StreamOptions::new(), handle);
    let other = emitter.clone();
    first.run(move || {
        emitter.emit_with(move || {
            second.run(move || other.emit(1));
            drop(events);
            2
        })
    });
    let dropped = told.recv_timeout(PATIENCE).unwrap();
    assert_ne!(dropped.id, first_id);
    assert_eq!(dropped.name.as_deref(), Some("asyncify-reaper"));
}

#[test]
fn dropped_on_a_thread_that_only_calls_back_goes_to_the_reaper() {
    let api = ApiThread::new();
    let (handle, told) = tattletale();
    let (events, emitter) = open_stream::<u8, _>(StreamOptions::new(), handle);
    api.run(move || {
        emitter.emit(1);
        drop(events);
    });
    assert_ne!(told.recv_timeout(PATIENCE).unwrap().id, api.id());
}

/// A handle that joins the API's thread and tells.
struct Joins(Option<ApiThread>, std::sync::mpsc::Sender<()>);

impl Drop for Joins {
    fn drop(&mut self) {
        self.0.take().unwrap().join();
        self.1.send(()).unwrap();
    }
}

#[test]
fn a_handle_that_joins_a_blocked_callbacks_thread_survives_a_drop() {
    let options = StreamOptions::new().buffer(1).overflow(Overflow::Block);
    let (tell, joined) = std::sync::mpsc::channel();
    let events = stream(options, |events: Emitter<u8>| {
        let api = ApiThread::new();
        // Whether it is blocked already or will be: it returns only when the stream is shut.
        api.start(move || while events.emit(1) {});
        Joins(Some(api), tell)
    });
    let consumer = ApiThread::new();
    consumer.start(move || drop(events));
    joined
        .recv_timeout(PATIENCE)
        .expect("the callback was let go before its thread was joined");
}

#[test]
fn a_handle_that_joins_the_callbacks_thread_survives_a_drop_inside_it() {
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
    let (mut events, emitter) = open_stream(StreamOptions::new(), handle);
    emitter.emit(1);
    assert_eq!(poll_next(&mut events, Waker::noop()), Poll::Ready(Some(1)));
    drop(events);
    assert_eq!(told.recv().unwrap().id, std::thread::current().id());
}

#[test]
fn a_thread_that_does_nothing_else_drops_in_place() {
    let (api, third) = (ApiThread::new(), ApiThread::new());
    let (handle, told) = tattletale();
    let (events, emitter) = open_stream(StreamOptions::new(), handle);
    api.run(move || emitter.emit(1));
    third.run(move || drop(events));
    assert_eq!(told.recv().unwrap().id, third.id());
}

#[test]
fn a_thread_that_calls_back_and_starts_drops_in_place() {
    let api = ApiThread::new();
    let (handle, told) = tattletale();
    let callback = api.run(move || {
        let (mut events, emitter) = open_stream(StreamOptions::new(), handle);
        let elsewhere = ApiThread::new();
        let events = elsewhere.run(move || {
            assert!(poll_next(&mut events, Waker::noop()).is_pending());
            events
        });
        emitter.emit(1);
        drop(events);
        std::thread::current().id()
    });
    assert_eq!(told.recv().unwrap().id, callback);
}

#[test]
fn a_thread_that_calls_back_and_polls_drops_in_place() {
    let api = ApiThread::new();
    let (handle, told) = tattletale();
    let (mut events, emitter) = open_stream(StreamOptions::new(), handle);
    let callback = api.run(move || {
        emitter.emit(1);
        assert!(poll_next(&mut events, Waker::noop()).is_ready());
        drop(events);
        std::thread::current().id()
    });
    assert_eq!(told.recv().unwrap().id, callback);
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
    let (mut events, emitter) = open_stream(StreamOptions::new(), handles.counted());
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
fn close_needs_no_thread_for_a_handle_that_drops_nothing() {
    let (mut events, emitter) = open_stream::<u8, _>(StreamOptions::new(), ());
    drop(emitter);
    assert!(poll(&mut events.close(), Waker::noop()).is_ready());

    // What cancels a plain number may take its time all the same.
    let (tell, told) = std::sync::mpsc::channel();
    let (events, emitter) = open_stream::<u8, _>(StreamOptions::new(), 7);
    let mut events = events.cancel(move |_| tell.send(std::thread::current().id()).unwrap());
    block_on(async {
        let mut close = events.close();
        assert!(poll(&mut close, Waker::noop()).is_pending());
        drop(emitter);
        close.await;
    });
    assert_ne!(told.recv(), Ok(std::thread::current().id()));
}

#[test]
fn a_handle_that_panics_on_the_reaper_wakes_no_task_while_it_unwinds() {
    struct Unwinding(Mutex<Vec<bool>>);

    impl Wake for Unwinding {
        fn wake(self: Arc<Self>) {
            self.0.lock().unwrap().push(std::thread::panicking());
        }
    }

    let wakes = Arc::new(Unwinding(Mutex::default()));
    let waker = Waker::from(Arc::clone(&wakes));
    let (events, emitter) = open_stream::<u8, _>(StreamOptions::new(), ());
    let (release, released) = std::sync::mpsc::channel();
    let mut events = events.cancel(move |()| {
        released.recv_timeout(PATIENCE).unwrap();
        panic!("in the cancel expression");
    });
    assert!(poll(&mut events.close(), &waker).is_pending());
    release.send(()).unwrap();
    wait_until("the task is woken", || !wakes.0.lock().unwrap().is_empty());
    assert_eq!(*wakes.0.lock().unwrap(), [false]);
    drop(emitter);
    assert!(poll(&mut events.close(), &waker).is_ready());
}

#[test]
fn a_close_given_up_midway_still_stops_the_api() {
    let handles = Drops::default();
    let (mut events, _emitter) = open_stream::<u8, _>(StreamOptions::new(), handles.counted());
    assert!(poll(&mut events.close(), Waker::noop()).is_pending());
    wait_until("the handle is dropped", || handles.count() == 1);
    drop(events);
    assert_eq!(handles.count(), 1);
}

#[test]
fn a_local_cancel_runs_where_the_stream_is_and_once() {
    let here = std::rc::Rc::new(std::cell::Cell::new(0));
    for close in [false, true] {
        let counted = std::rc::Rc::clone(&here);
        let (events, emitter) = open_stream::<u8, _>(StreamOptions::new(), 7);
        let mut events = events.cancel_local(move |handle| counted.set(counted.get() + handle));
        assert!(emitter.emit(1));
        assert_eq!(events.handle(), &7);
        assert_eq!(drain(&mut events), [1]);
        if close {
            assert!(poll(&mut events.close(), Waker::noop()).is_pending());
        }
        drop(events);
        assert!(!emitter.emit(2));
    }
    assert_eq!(here.get(), 14);
}

#[test]
fn a_local_cancel_takes_the_place_of_another() {
    let (events, emitter) = open_stream::<u8, _>(StreamOptions::new(), ());
    let events = events.cancel(|()| panic!("this one was replaced"));
    let ran = std::rc::Rc::new(std::cell::Cell::new(false));
    let told = std::rc::Rc::clone(&ran);
    drop(events.cancel_local(move |()| told.set(true)));
    assert!(ran.get() && emitter.is_closed());
}

#[test]
fn a_stream_that_is_cancelled_otherwise_is_the_same_stream() {
    let (mut events, emitter) = open_stream::<Result<u8, &str>, _>(StreamOptions::new(), ());
    emitter.fail("lost");
    emitter.end();
    assert_eq!(drain(&mut events), [Err("lost")]);
    let note = events.last_error();
    let events = events.cancel_local(drop);
    assert!(note.is_some() && events.last_error() == note);
    assert!(events.is_terminated());
}

#[test]
fn a_close_begun_before_a_stream_is_cancelled_otherwise_is_waited_for() {
    let (go_on, wait) = channel();
    let (events, emitter) = open_stream::<u8, _>(StreamOptions::new(), ());
    let mut events = events
        .cancel(move |()| wait.recv().unwrap())
        .release_anywhere();
    assert!(poll(&mut events.close(), Waker::noop()).is_pending());
    emitter.end();
    drop(emitter);
    let mut events = events.cancel_local(drop);
    assert!(poll(&mut events.close(), Waker::noop()).is_pending());
    go_on.send(()).unwrap();
    block_on(events.close());
}
