//! A C function that calls back many times, and worse.

use std::ffi::c_int;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::task::{Context, Wake, Waker};

use asyncify::{EventStream, ffi};
use c_abi::stream::line_start_stream;
use c_abi::{line_watch_stream, *};
use futures::executor::block_on;
use futures::{FutureExt, Stream, StreamExt};

const ANSWER: c_int = 7;

fn next<T>(stream: &mut EventStream<T>) -> Option<T> {
    block_on(stream.next())
}

#[test]
fn it_calls_inside_the_initiating_call() {
    let line = line_open();
    let stream = line_start_stream(line, 3).unwrap();
    assert_eq!(line_answer(line), ANSWER);
    let items: Vec<_> = block_on(stream.take(3).collect());
    assert_eq!(items, [1, 2, 3]);
}

#[test]
fn it_calls_from_another_thread() {
    let line = line_open();
    let mut stream = line_start_stream(line, 0).unwrap();
    for value in 0..10 {
        line_call_elsewhere(line, value);
        assert_eq!(next(&mut stream), Some(value));
        line_join(line);
    }
}

#[test]
fn it_calls_twice_before_anybody_looks() {
    let line = line_open();
    let mut stream = line_start_stream(line, 1).unwrap();
    line_call_elsewhere(line, 2);
    line_join(line);
    assert_eq!((next(&mut stream), next(&mut stream)), (Some(1), Some(2)));
    assert!(stream.next().now_or_never().is_none());
}

#[test]
fn it_calls_after_the_stream_was_dropped() {
    let line = line_open();
    drop(line_start_stream(line, 1).unwrap());
    let refused = ffi::refused();
    line_call(line, 2);
    line_call_elsewhere(line, 3);
    line_join(line);
    assert!(ffi::refused() >= refused + 2);
    assert_eq!(line_answer(line), ANSWER);
}

#[test]
fn it_calls_while_the_stream_is_dropped() {
    for _ in 0..100 {
        let line = line_open();
        let stream = line_start_stream(line, 0).unwrap();
        line_call_elsewhere(line, 2);
        drop(stream);
        line_join(line);
        assert_eq!(line_answer(line), ANSWER);
    }
}

/// Drops what it keeps as soon as it is woken, which is inside the callback.
struct Dropping(Mutex<Option<EventStream<c_int>>>);

impl Wake for Dropping {
    fn wake(self: Arc<Self>) {
        let kept = self.0.lock().unwrap().take();
        drop(kept);
    }
}

#[test]
fn the_stream_is_dropped_inside_the_callback() {
    let line = line_open();
    let mut stream = line_watch_stream(line);
    let dropping = Arc::new(Dropping(Mutex::new(None)));
    let waker = Waker::from(Arc::clone(&dropping));
    let polled = Pin::new(&mut stream).poll_next(&mut Context::from_waker(&waker));
    assert!(polled.is_pending());
    *dropping.0.lock().unwrap() = Some(stream);
    line_call_elsewhere(line, 1);
    line_join(line);
    assert!(dropping.0.lock().unwrap().is_none());
    assert_eq!(line_answer(line), 2);
    // It is told of the end by an API that knows nothing of all that.
    line_call(line, 2);
    assert_eq!(line_answer(line), -2);
    line_destroy(line);
}

#[test]
fn it_never_calls() {
    let line = line_open();
    let mut stream = line_start_stream(line, 0).unwrap();
    assert!(stream.next().now_or_never().is_none());
    // Nothing tells when it is done with the callback: closing says so.
    block_on(stream.close());
    assert_eq!(next(&mut stream), None);
    line_call(line, 1);
    assert_eq!(line_answer(line), ANSWER);
}

#[test]
fn it_refuses() {
    let line = line_open();
    assert_eq!(line_start_stream(line, -3).map(drop), Err(Refused(-3)));
    line_call(line, 1);
    assert_eq!(line_answer(line), ANSWER);
}

#[test]
fn it_says_that_nothing_comes_any_more() {
    let line = line_open();
    let stream = line_watch_stream(line);
    line_call(line, 1);
    assert_eq!(line_answer(line), 2);
    line_end(line);
    line_call(line, 3);
    assert_eq!(line_answer(line), -3);
    assert_eq!(block_on(stream.collect::<Vec<_>>()), [1]);
}

#[test]
fn it_says_that_it_is_done_with_the_callback() {
    let line = line_open();
    let stream = line_watch_stream(line);
    line_call(line, 1);
    line_destroy(line);
    // All of these come too late.
    line_call(line, 2);
    assert_eq!(line_answer(line), -2);
    line_end(line);
    line_destroy(line);
    assert_eq!(block_on(stream.collect::<Vec<_>>()), [1]);
}

#[test]
fn closing_waits_for_the_destroy_notify() {
    let line = line_open();
    let mut stream = line_watch_stream(line);
    assert!(stream.close().now_or_never().is_none());
    line_call_elsewhere(line, 1);
    line_join(line);
    line_destroy(line);
    block_on(stream.close());
    assert_eq!((next(&mut stream), next(&mut stream)), (Some(1), None));
}

#[test]
fn it_says_so_after_the_stream_was_dropped() {
    let line = line_open();
    drop(line_watch_stream(line));
    line_call(line, 2);
    assert_eq!(line_answer(line), -2);
    line_end(line);
    line_destroy(line);
    line_destroy(line);
}

#[test]
fn what_is_not_send_is_refused_on_another_thread() {
    let line = line_open();
    let mut stream = local::line_start_stream(line, 1);
    line_call_elsewhere(line, 2);
    line_join(line);
    line_call(line, 3);
    let mut next = || block_on(stream.next());
    assert_eq!((next(), next()), (Some(Rc::new(1)), Some(Rc::new(3))));
    assert_eq!(line_answer(line), ANSWER);
}

#[test]
fn a_panic_does_not_reach_c() {
    let line = line_open();
    let mut stream = local::line_start_stream(line, 13);
    // The thirteenth call has answered like the others.
    assert_eq!(line_answer(line), ANSWER);
    let items: Vec<_> = (0..12).map(|_| *block_on(stream.next()).unwrap()).collect();
    assert_eq!(items, (1..13).collect::<Vec<_>>());
    let next = std::panic::AssertUnwindSafe(|| block_on(stream.next()));
    let panic = std::panic::catch_unwind(next).unwrap_err();
    assert!(panic.downcast_ref::<&str>().unwrap().contains("unlucky"));
}

#[test]
fn the_consumer_says_what_c_is_answered() {
    let line = line_open();
    let mut stream = asking::line_start_stream(line, 0);
    line_call_elsewhere(line, 20);
    let (value, reply) = block_on(stream.next()).unwrap();
    reply.send(value + 1).unwrap();
    line_join(line);
    assert_eq!(line_answer(line), 21);

    line_call_elsewhere(line, 30);
    let question = block_on(stream.next()).unwrap();
    assert_eq!(question.0, 30);
    drop(stream);
    drop(question);
    line_join(line);
    assert_eq!(line_answer(line), -1);

    line_call(line, 40);
    assert_eq!(line_answer(line), -1);
}
