//! A C function that should call back once, and what it does instead.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

use asyncify::{CallError, ffi};
use c_abi::*;
use futures::FutureExt;
use futures::executor::block_on;

/// What the callback answers; what a call that is refused is answered with is the same constant.
const ANSWER: i32 = 7;

#[test]
fn it_calls_inside_the_initiating_call() {
    let line = line_open();
    let mut call = pin!(line_start_async(line, 1));
    let mut context = Context::from_waker(Waker::noop());
    assert_eq!(call.as_mut().poll(&mut context), Poll::Ready(Ok(1)));
    assert_eq!(line_answer(line), ANSWER);
}

#[test]
fn it_calls_from_another_thread() {
    let line = line_open();
    let mut call = pin!(line_start_async(line, 0));
    assert!(call.as_mut().now_or_never().is_none());
    line_call_elsewhere(line, 5);
    assert_eq!(block_on(call), Ok(5));
    line_join(line);
    assert_eq!(line_answer(line), ANSWER);
}

#[test]
fn it_calls_twice() {
    let line = line_open();
    let call = line_start_async(line, 2);
    assert_eq!(block_on(call), Ok(1));

    let line = line_open();
    let mut call = pin!(line_start_async(line, 0));
    assert!(call.as_mut().now_or_never().is_none());
    line_call(line, 3);
    line_call_elsewhere(line, 4);
    line_join(line);
    assert_eq!(block_on(call), Ok(3));
}

#[test]
fn it_calls_after_the_future_has_resolved() {
    let line = line_open();
    assert_eq!(block_on(line_start_async(line, 1)), Ok(1));
    let refused = ffi::refused();
    line_call(line, 2);
    line_call_elsewhere(line, 3);
    line_join(line);
    assert!(ffi::refused() >= refused + 2);
    assert_eq!(line_answer(line), ANSWER);
}

#[test]
fn it_calls_after_the_future_was_dropped() {
    let line = line_open();
    let mut call = Box::pin(line_start_async(line, 0));
    assert!(call.as_mut().now_or_never().is_none());
    drop(call);
    let refused = ffi::refused();
    line_call(line, 2);
    line_call_elsewhere(line, 3);
    line_join(line);
    assert!(ffi::refused() >= refused + 2);
    assert_eq!(line_answer(line), ANSWER);
}

#[test]
fn it_calls_while_the_future_is_dropped() {
    for _ in 0..100 {
        let line = line_open();
        let mut call = Box::pin(line_start_async(line, 0));
        assert!(call.as_mut().now_or_never().is_none());
        line_call_elsewhere(line, 2);
        drop(call);
        line_join(line);
        assert_eq!(line_answer(line), ANSWER);
    }
}

/// Drops what it keeps as soon as it is woken, which is inside the callback.
struct Dropping(Mutex<Option<Pin<Box<dyn Future<Output = ()> + Send>>>>);

impl Wake for Dropping {
    fn wake(self: Arc<Self>) {
        let kept = self.0.lock().unwrap().take();
        drop(kept);
    }
}

#[test]
fn the_future_is_dropped_inside_the_callback() {
    let line = line_open();
    let mut call: Pin<Box<dyn Future<Output = ()> + Send>> =
        Box::pin(line_start_async(line, 0).map(|_| panic!("it was dropped")));
    let dropping = Arc::new(Dropping(Mutex::new(None)));
    let waker = Waker::from(Arc::clone(&dropping));
    assert!(
        call.as_mut()
            .poll(&mut Context::from_waker(&waker))
            .is_pending()
    );
    *dropping.0.lock().unwrap() = Some(call);
    line_call_elsewhere(line, 1);
    line_join(line);
    assert!(dropping.0.lock().unwrap().is_none());
    assert_eq!(line_answer(line), ANSWER);
    let refused = ffi::refused();
    line_call(line, 2);
    assert!(ffi::refused() > refused);
}

#[test]
fn it_never_calls() {
    let line = line_open();
    let mut call = Box::pin(line_start_async(line, 0));
    assert!(call.as_mut().now_or_never().is_none());
    assert!(call.as_mut().now_or_never().is_none());
}

#[test]
fn it_refuses() {
    let line = line_open();
    let refused = block_on(line_start_async(line, -3));
    assert_eq!(refused, Err(CallError::Failed(Refused(-3))));
    // It has kept the callback all the same.
    line_call(line, 1);
    assert_eq!(line_answer(line), ANSWER);
}

#[test]
fn nothing_is_called_before_the_first_poll() {
    let line = line_open();
    drop(line_start_async(line, 1));
    assert_eq!(line_answer(line), 0);
}
