//! The contract's row on panics, as it concerns what answers the API.
#![cfg(not(loom))]

mod common;

use std::cell::Cell;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use asyncify_runtime::{
    Abandoned, Completer, ErrorSender, FrameOptions, FrameWriter, StreamOptions,
    frames_with_errors, once,
};
use common::*;
use futures::{Stream, StreamExt};

fn fails() -> u8 {
    panic!("in the reply")
}

/// A payload that panics when nobody takes it.
fn fails_badly() -> u8 {
    std::panic::panic_any(PanicsOnDrop)
}

/// The panic that comes out of a poll.
fn resumed<S: Stream + Unpin>(stream: &mut S) -> String {
    let poll = || drop(poll_next(stream, Waker::noop()));
    message(catch_unwind(AssertUnwindSafe(poll)).unwrap_err())
}

type Call = Pin<Box<dyn Future<Output = Result<u8, Abandoned>>>>;

/// A call that has been polled once, and its completer.
fn asked(waker: &Waker) -> (Call, Completer<u8>) {
    let kept = Rc::new(Cell::new(None));
    let keep = Rc::clone(&kept);
    let mut call: Call = Box::pin(once(move |done| keep.set(Some(done))));
    assert!(poll(&mut call, waker).is_pending());
    (call, kept.take().unwrap())
}

#[test]
fn a_reply_is_handed_back_and_changes_nothing() {
    let (woken, waker) = CountingWaker::new();
    let (mut call, done) = asked(&waker);
    assert_eq!((done.reply(|| 1), woken.count()), (Some(1), 0));
    done.complete(2);
    assert_eq!(poll(&mut call, &waker), Poll::Ready(Ok(2)));

    let (mut stream, events) = open_stream(StreamOptions::new(), ());
    assert_eq!(events.reply(|| 1), Some(1));
    events.emit(2);
    assert_eq!(drain(&mut stream), [2]);

    let (mut stream, writer) = open_frames(FrameOptions::new(), ());
    assert_eq!(writer.reply(|| 1), Some(1));
    writer.write(&[2], ());
    assert_eq!(samples(&drain(&mut stream)), [[2]]);
}

#[test]
fn panic_in_reply_is_resumed_in_the_future() {
    let api = ApiThread::new();
    let (woken, waker) = CountingWaker::new();
    let (mut call, done) = asked(&waker);
    assert_eq!(api.run(move || done.reply(fails)), None);
    assert_eq!(woken.count(), 1);
    let resumed = catch_unwind(AssertUnwindSafe(|| poll(&mut call, &waker)));
    assert_eq!(message(resumed.unwrap_err()), "in the reply");
}

#[test]
fn panic_in_reply_is_resumed_in_the_stream_after_what_is_buffered() {
    let api = ApiThread::new();
    let (mut stream, events) = open_stream(StreamOptions::new(), ());
    events.emit(1);
    let events = api.run(move || {
        assert_eq!(events.reply(fails), None);
        events
    });
    assert!(!events.emit(2));
    assert_eq!(block_on(stream.next()), Some(1));
    assert_eq!(resumed(&mut stream), "in the reply");
    assert_eq!(drain(&mut stream), []);
}

#[test]
fn panic_in_reply_is_resumed_in_the_frames() {
    type Replying = fn(&FrameWriter<u8>, &ErrorSender<u8>) -> Option<u8>;
    let ways: [Replying; 2] = [
        |writer, _| writer.reply(fails),
        |_, errors| errors.reply(fails),
    ];
    for way in ways {
        let api = ApiThread::new();
        let mut kept = None;
        let mut stream = frames_with_errors(FrameOptions::new(), |writer, errors| {
            kept = Some((writer, errors));
        });
        let (writer, errors) = kept.unwrap();
        writer.write(&[1], ());
        assert_eq!(api.run(move || way(&writer, &errors)), None);
        assert!(poll_next(&mut stream, Waker::noop()).is_ready());
        assert_eq!(resumed(&mut stream), "in the reply");
    }
}

#[test]
fn an_api_whose_consumer_is_gone_is_still_answered() {
    let (call, done) = asked(Waker::noop());
    drop(call);
    assert_eq!((done.reply(|| 1), done.reply(fails_badly)), (Some(1), None));
    done.complete(2);
    assert_eq!(done.duplicates(), 0, "a reply is no value");

    let (stream, events) = open_stream::<u8, _>(StreamOptions::new(), ());
    drop(stream);
    assert_eq!(
        (events.reply(|| 1), events.reply(fails_badly)),
        (Some(1), None)
    );

    let mut kept = None;
    let stream = frames_with_errors::<u8, (), u8, _>(FrameOptions::new(), |writer, errors| {
        kept = Some((writer, errors));
    });
    drop(stream);
    let (writer, errors) = kept.unwrap();
    assert_eq!(
        (writer.reply(|| 1), writer.reply(fails_badly)),
        (Some(1), None)
    );
    assert_eq!(
        (errors.reply(|| 1), errors.reply(fails_badly)),
        (Some(1), None)
    );
}
