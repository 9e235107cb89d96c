//! A stream that has given its handle out goes on, and lets go of its callback alone.
#![cfg(not(loom))]

mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::{Poll, Waker};

use asyncify_runtime::{Emitter, FrameOptions, StreamOptions, stream};
use common::*;

#[test]
fn values_buffered_and_to_come_are_delivered() {
    let (events, emitter) = open_stream(StreamOptions::new(), 7);
    assert!(emitter.emit(1));
    let (handle, mut events) = events.detach();
    assert_eq!(handle, 7);
    assert!(emitter.emit(2));
    drop(emitter);
    assert_eq!(drain(&mut events), [1, 2]);
}

#[test]
fn a_waiting_consumer_is_woken_as_before() {
    let (mut events, emitter) = open_stream::<u8, _>(StreamOptions::new(), ());
    let (task, waker) = CountingWaker::new();
    assert!(poll_next(&mut events, &waker).is_pending());
    let ((), mut events) = events.detach();
    let api = ApiThread::new();
    api.run(move || emitter.emit(3));
    assert_eq!(task.count(), 1);
    assert_eq!(poll_next(&mut events, &waker), Poll::Ready(Some(3)));
    assert_eq!(poll_next(&mut events, &waker), Poll::Ready(None));
    api.join();
}

#[test]
fn the_handle_is_the_callers_and_its_cancel_is_forgotten() {
    let (handles, cancels) = (Drops::default(), Drops::default());
    let cancel = cancels.counted();
    let (events, emitter) = open_stream::<u8, _>(StreamOptions::new(), handles.counted());
    let events = events.cancel(move |_| panic!("not cancelled: {}", drops_by_move(cancel)));
    let (handle, events) = events.detach();
    assert_eq!((handles.count(), cancels.count()), (0, 1));
    drop(events);
    assert_eq!(handles.count(), 0);
    assert!(!emitter.emit(1), "late, and harmless");
    drop(handle);
    assert_eq!(handles.count(), 1);
}

fn drops_by_move(_: Counted) -> &'static str {
    "it was"
}

#[test]
fn close_waits_for_the_callback_alone() {
    let events = stream(StreamOptions::new(), |events: Emitter<u8>| vec![events]);
    let (handle, mut events) = events.detach();
    let mut closing = Box::pin(events.close());
    assert!(poll(&mut closing, Waker::noop()).is_pending());
    drop(handle);
    assert!(poll(&mut closing, Waker::noop()).is_ready());
}

#[test]
fn a_closed_stream_has_nothing_to_give() {
    let mut events = stream(StreamOptions::new(), |events: Emitter<u8>| events);
    block_on(events.close());
    let detached = catch_unwind(AssertUnwindSafe(|| events.detach()));
    let panic = detached.map(drop).expect_err("there is no handle");
    assert_eq!(message(panic), "a closed stream has no handle");
}

#[test]
fn frames_are_detached_likewise() {
    let handles = Drops::default();
    let (stream, writer) = open_frames::<(), _>(FrameOptions::new(), handles.counted());
    writer.write(&[1], ());
    let (handle, mut stream) = stream.detach();
    writer.write(&[2], ());
    drop(writer);
    assert_eq!(samples(&drain(&mut stream)).concat(), [1, 2]);
    drop(stream);
    assert_eq!(handles.count(), 0);
    drop(handle);
}
