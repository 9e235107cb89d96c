//! The contract's rows on letting go of a stream of frames: drop, cancel, close.
#![cfg(not(loom))]

mod common;

use std::sync::{Arc, Barrier, Mutex};
use std::task::{Poll, Waker};

use asyncify_runtime::{
    ErrorSender, FrameOptions, FrameWriter, Wake, frames_local, frames_with_errors,
};
use common::*;

#[test]
fn dropped_first_handle_dropped_once_and_late_callback_is_harmless() {
    let handles = Drops::default();
    let (stream, writer) = open_frames(FrameOptions::new(), handles.counted());
    writer.write(&[1], ());
    drop(stream);
    assert_eq!(handles.count(), 1);
    assert!(writer.is_closed());
    writer.write(&[1], ());
    writer.write_with(&[1], || unreachable!("nobody wants it"));
    writer.write_catching(|| unreachable!("nobody wants it"));
    drop(writer);
    assert_eq!(handles.count(), 1);
}

#[test]
fn a_callback_that_the_api_keeps_does_not_keep_the_task() {
    let (mut stream, _writer) = open_frames::<(), _>(FrameOptions::new(), ());
    let (task, waker) = CountingWaker::new();
    assert!(poll_next(&mut stream, &waker).is_pending());
    drop((stream, waker));
    assert_eq!(Arc::strong_count(&task), 1);
}

#[test]
fn dropped_first_runs_the_cancel_expression_once() {
    let (cancelled, handles) = (Drops::default(), Drops::default());
    let cancelling = cancelled.counted();
    let (stream, _writer) = open_frames::<(), _>(FrameOptions::new(), handles.counted());
    drop(stream.cancel(move |handle| drop((handle, cancelling))));
    assert_eq!((cancelled.count(), handles.count()), (1, 1));
}

#[test]
fn a_stream_that_has_ended_is_not_cancelled() {
    let (stream, writer) = open_frames::<(), _>(FrameOptions::new(), 0);
    let stream = stream.cancel(|_| panic!("there is nothing to cancel"));
    drop(writer);
    drop(stream);
}

#[test]
fn dropped_while_firing() {
    let rounds = 2_000;
    let api = ApiThread::new();
    let handles = Drops::default();
    for _ in 0..rounds {
        let options = FrameOptions::new().buffer(64);
        let (mut stream, writer) = open_frames(options, handles.counted());
        assert!(poll_next(&mut stream, Waker::noop()).is_pending());
        let together = Arc::new(Barrier::new(2));
        let there = Arc::clone(&together);
        api.start(move || {
            there.wait();
            writer.write(&[1, 2, 3], ());
        });
        together.wait();
        drop(stream);
    }
    api.join();
    assert_eq!(handles.count(), rounds);
}

#[test]
fn dropped_on_the_callbacks_own_thread_goes_to_the_reaper() {
    let callbacks: [fn(FrameWriter<u16>); 2] = [|writer| writer.write(&[1], ()), drop];
    for callback in callbacks {
        let api = ApiThread::new();
        let (handle, told) = tattletale();
        let (stream, writer) = open_frames(FrameOptions::new().wake(Wake::Direct), handle);
        let stream = Arc::new(Mutex::new(Some(stream)));
        let inside = Arc::clone(&stream);
        let waker = InlineWaker::waker(move || drop(inside.lock().unwrap().take()));
        assert!(poll_next(stream.lock().unwrap().as_mut().unwrap(), &waker).is_pending());
        api.run(move || callback(writer));
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
    let mut kept = None;
    let stream = frames_with_errors(
        FrameOptions::new(),
        |writer: FrameWriter<u8>, errors: ErrorSender<u8>| {
            kept = Some((writer, errors));
            handle
        },
    );
    let (writer, errors) = kept.unwrap();
    first.run(move || {
        writer.write_with(&[1], move || {
            second.run(move || errors.fail(1));
            drop(stream);
        });
    });
    let dropped = told.recv_timeout(PATIENCE).unwrap();
    assert_ne!(dropped.id, first_id);
    assert_eq!(dropped.name.as_deref(), Some("asyncify-reaper"));
}

#[test]
fn a_local_handle_is_dropped_in_place() {
    let (handle, told) = tattletale();
    let mut kept = None;
    let stream = frames_local(FrameOptions::new(), |writer: FrameWriter<u16>| {
        kept = Some(writer);
        handle
    });
    let (api, writer) = (ApiThread::new(), kept.unwrap());
    let callback = api.run(move || {
        writer.write(&[1], ());
        drop(stream);
        std::thread::current().id()
    });
    assert_eq!(told.recv().unwrap().id, callback);
}

#[test]
fn close_resolves_after_the_callback_is_released() {
    let api = ApiThread::new();
    let handles = Drops::default();
    let (mut stream, writer) = open_frames(FrameOptions::new(), handles.counted());
    let (woken, waker) = CountingWaker::new();
    let mut close = stream.close();
    assert!(poll(&mut close, &waker).is_pending());
    wait_until("the handle is dropped", || handles.count() == 1);
    assert!(writer.is_closed());
    assert!(poll(&mut close, &waker).is_pending());
    let before = woken.count();
    api.run(move || {
        writer.write(&[7], ());
        drop(writer);
    });
    assert!(woken.count() > before);
    assert_eq!(poll(&mut close, &waker), Poll::Ready(()));
    assert!(stream.try_handle().is_none());
    assert_eq!(samples(&drain(&mut stream)), [[7]]);
    assert!(matches!(poll_next(&mut stream, &waker), Poll::Ready(None)));
    block_on(stream.close());
}
