//! What a loop that ends does with what it was asked for.
#![cfg(all(feature = "_pool", not(loom)))]

mod common;

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Waker;

use asyncify_runtime::__private::call_back_surely;
use asyncify_runtime::{Portal, PortalError};
use common::*;

#[test]
fn what_has_not_begun_at_a_shutdown_never_begins() {
    let (portal, mut serving) = Portal::new();
    let begun = Arc::new(AtomicBool::new(false));
    let begins = Arc::clone(&begun);
    let task = portal.spawn(async move || begins.store(true, Ordering::Relaxed));
    portal.shutdown();
    assert!(poll(&mut serving, Waker::noop()).is_ready());
    drop(serving);
    assert_eq!(task.unwrap().wait(), Err(PortalError::Closed));
    assert!(!begun.load(Ordering::Relaxed));
}

#[test]
fn a_shutdown_stays_one() {
    let (portal, mut serving) = Portal::new();
    let _task = portal.spawn(async || pending::<()>().await).unwrap();
    assert!(poll(&mut serving, Waker::noop()).is_pending());
    portal.shutdown();
    portal.finish();
    drop(portal);
    assert!(poll(&mut serving, Waker::noop()).is_ready());
}

#[test]
fn a_loop_that_has_shut_down_is_closed_on_its_own_thread_too() {
    let (portal, _serving) = Portal::new();
    assert_eq!(portal.run(|| ()), Err(PortalError::OwnThread));
    portal.shutdown();
    assert_eq!(portal.run(|| ()), Err(PortalError::Closed));
}

/// The one that has begun is dropped, and so are those that have not.
#[test]
fn tasks_that_panic_when_dropped_do_not_keep_the_others() {
    let drops = Drops::default();
    let spawn = |portal: &Portal| {
        let (panics, counted) = (PanicsOnDrop, drops.counted());
        let task = portal.spawn(async move || {
            let _held = (panics, counted);
            pending::<()>().await;
        });
        task.unwrap()
    };
    let (portal, mut serving) = Portal::new();
    let begun = [spawn(&portal), spawn(&portal)];
    assert!(poll(&mut serving, Waker::noop()).is_pending());
    let waiting = [spawn(&portal), spawn(&portal)];
    drop(serving);
    assert_eq!(drops.count(), 4);
    for task in begun.into_iter().chain(waiting) {
        assert_eq!(task.wait(), Err(PortalError::Closed));
    }
}

#[test]
fn a_body_may_shut_down_and_go_on() {
    let value = block_on(Portal::serve(async |portal| {
        portal.shutdown();
        turn().await;
        turn().await;
        7
    }));
    assert_eq!(value, 7);
}

/// It is called by a drop, inside the function that C has called.
#[test]
fn a_callback_that_panics_does_not_unwind_into_who_asked_too_late() {
    let (portal, _serving) = Portal::new();
    portal.shutdown();
    let called = Arc::new(AtomicBool::new(false));
    let calls = Arc::clone(&called);
    let callback = move |value: u8| {
        calls.store(value == 7, Ordering::Relaxed);
        panic!("in the callback");
    };
    call_back_surely(&portal, async || 1, callback, || 7);
    assert!(called.load(Ordering::Relaxed));
}

/// Nobody else would wait for it.
#[cfg(feature = "tokio")]
#[test]
fn a_loop_does_not_wait_for_blocking_code_that_it_has_begun() {
    let (go_on, gone_on) = std::sync::mpsc::channel::<()>();
    let (tell, told) = std::sync::mpsc::channel();
    patiently(move || {
        let portal = Portal::start();
        let begun = portal.run(move || {
            let work = tokio::task::spawn_blocking(move || {
                tell.send(()).unwrap();
                let _ = gone_on.recv();
            });
            drop(work);
        });
        assert_eq!(begun, Ok(()));
        told.recv_timeout(PATIENCE).unwrap();
        portal.shutdown();
    });
    drop(go_on);
}
