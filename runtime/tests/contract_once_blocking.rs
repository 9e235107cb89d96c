//! The contract's rows, as they concern functions that block until they have called back.
#![cfg(not(loom))]

mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::channel;
use std::task::{Poll, Waker};
use std::thread;

use asyncify_runtime::{Completer, once_blocking, try_once_blocking};
use common::*;

#[test]
fn starts_at_the_first_poll_on_a_thread_of_its_own() {
    let (tell, told) = channel();
    let mut call = once_blocking(move |done: Completer<u8>| {
        let thread = thread::current();
        tell.send((thread.id(), thread.name().map(str::to_owned)))
            .unwrap();
        done.complete(1);
    });
    assert!(told.try_recv().is_err());
    let (woken, waker) = CountingWaker::new();
    let first = poll(&mut call, &waker);
    let (id, name) = told.recv_timeout(PATIENCE).unwrap();
    assert_ne!(id, thread::current().id());
    assert_eq!(
        name.as_deref(),
        Some("starts_at_the_first_poll_on_a_thread_of_its_own")
    );
    if first.is_pending() {
        wait_until("the task is woken", || woken.count() == 1);
        assert_eq!(poll(&mut call, &waker), Poll::Ready(Ok(1)));
    }
}

#[test]
fn a_function_that_returns_without_calling_back_abandons_and_names_the_place() {
    let lost = block_on(once_blocking(|_: Completer<u8>| {})).unwrap_err();
    assert_eq!(lost.file(), file!());
    let place = "a_function_that_returns_without_calling_back_abandons_and_names_the_place";
    assert!(lost.function().ends_with(place));
}

#[test]
fn what_came_first_wins_over_the_error() {
    let call = try_once_blocking(|done: Completer<Result<u8, &str>>| {
        done.complete(Ok(1));
        Err("too late")
    });
    assert_eq!(block_on(call), Ok(Ok(1)));
    let call = try_once_blocking(|_: Completer<Result<u8, &str>>| Err("refused"));
    assert_eq!(block_on(call), Ok(Err("refused")));
}

#[test]
fn a_panic_is_resumed_in_the_future() {
    let call = once_blocking(|_: Completer<u8>| panic!("the call broke"));
    let panicked = catch_unwind(AssertUnwindSafe(|| block_on(call)));
    assert_eq!(message(panicked.unwrap_err()), "the call broke");
}

#[test]
fn dropped_first_it_is_cancelled_once_and_runs_on_unheard() {
    let (finish, end) = channel::<()>();
    let (tell, told) = channel();
    let (cancel, cancelled) = channel();
    let mut call = once_blocking(move |done: Completer<u8>| {
        let _ = end.recv();
        let closed = done.is_closed();
        done.complete(1);
        tell.send(closed).unwrap();
    })
    .cancel(move |()| cancel.send(()).unwrap());
    assert!(poll(&mut call, Waker::noop()).is_pending());
    drop(call);
    cancelled.recv_timeout(PATIENCE).unwrap();
    drop(finish);
    assert_eq!(told.recv_timeout(PATIENCE), Ok(true));
    assert!(cancelled.recv().is_err());
}

#[test]
fn a_call_that_has_ended_is_not_cancelled() {
    let call = once_blocking(|done: Completer<u8>| done.complete(1));
    let call = call.cancel(|()| panic!("there is nothing to cancel"));
    assert_eq!(block_on(call), Ok(1));
}
