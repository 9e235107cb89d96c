//! Calls through a portal in every interleaving, in small.
//!
//! `RUSTFLAGS="--cfg loom" cargo test -p asyncify-runtime --release --test loom_portal`
#![cfg(all(feature = "_pool", loom))]

#[path = "common/model.rs"]
mod model;

use std::future::pending;

use asyncify_runtime::{Completer, Portal, PortalError, once};
use loom::future::block_on;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;
use model::{model, model_within, poll};

/// Somebody calls while somebody else shuts the loop down: there is one answer, and a call that is
/// refused is not run afterwards.
#[test]
fn a_call_races_a_shutdown() {
    model_within(2, || {
        let (portal, serving) = Portal::new();
        let ran = Arc::new(AtomicUsize::new(0));
        let calling = (portal.clone(), Arc::clone(&ran));
        let caller = thread::spawn(move || {
            let (portal, ran) = calling;
            portal.run(move || ran.fetch_add(1, Ordering::Relaxed))
        });
        let closer = thread::spawn(move || portal.shutdown());
        block_on(serving);
        let ran = ran.load(Ordering::Relaxed);
        match caller.join().unwrap() {
            Ok(before) => assert_eq!((before, ran), (0, 1)),
            Err(error) => assert_eq!((error, ran), (PortalError::Closed, 0)),
        }
        closer.join().unwrap();
    });
}

/// The loop is dropped, not asked to end.
#[test]
fn a_call_races_the_drop_of_its_loop() {
    model(|| {
        let (portal, serving) = Portal::new();
        let held = Arc::new(());
        let value = Arc::clone(&held);
        let caller = thread::spawn(move || portal.run(move || drop(value)));
        drop(serving);
        assert_eq!(caller.join().unwrap(), Err(PortalError::Closed));
        assert_eq!(Arc::strong_count(&held), 1);
    });
}

/// The last portal goes as soon as it has its answer: the loop finishes what it was sent, and ends.
#[test]
fn a_loop_ends_with_its_last_portal() {
    model(|| {
        let (portal, serving) = Portal::new();
        let caller = thread::spawn(move || {
            let second = portal.clone();
            let task = portal.spawn(async || 1).unwrap();
            drop(portal);
            (second.run(|| 2), task)
        });
        block_on(serving);
        let (answer, task) = caller.join().unwrap();
        assert_eq!(answer, Ok(2));
        assert_eq!(task.wait(), Ok(1));
    });
}

/// A task waits for another thread, while no portal is left: the loop ends with the task.
#[test]
fn a_task_outlives_the_portals() {
    model(|| {
        let (portal, serving) = Portal::new();
        let called = || once(|done: Completer<u8>| thread::spawn(move || done.complete(1)));
        let task = portal.spawn(async move || called().await).unwrap();
        drop(portal);
        block_on(serving);
        assert_eq!(task.wait(), Ok(Ok(1)));
    });
}

/// A loop is asked to finish while somebody calls: what it took, it answers.
#[test]
fn a_call_races_the_last_of_the_loop() {
    model_within(2, || {
        let (portal, serving) = Portal::new();
        let calling = portal.clone();
        let caller = thread::spawn(move || calling.run(|| 1));
        let closer = thread::spawn(move || portal.finish());
        block_on(serving);
        let answer = caller.join().unwrap();
        assert!(matches!(answer, Ok(1) | Err(PortalError::Closed)));
        closer.join().unwrap();
    });
}

/// A task is cancelled before it begins or while it waits, and is dropped either way.
#[test]
fn a_cancelled_task_is_gone_when_its_answer_comes() {
    model(|| {
        let (portal, serving) = Portal::new();
        let held = Arc::new(());
        let value = Arc::clone(&held);
        let caller = thread::spawn(move || {
            let task = portal.spawn(async move || {
                let _value = value;
                pending::<()>().await;
            });
            let mut task = task.unwrap();
            task.cancel();
            assert_eq!(task.wait(), Err(PortalError::Cancelled));
            assert_eq!(Arc::strong_count(&held), 1);
        });
        block_on(serving);
        caller.join().unwrap();
    });
}

/// Another thread wakes a task while its loop is dropped: the task is dropped there, and nobody waits
/// for ever.
#[test]
fn a_wake_races_the_drop_of_its_loop() {
    model(|| {
        let (portal, mut serving) = Portal::new();
        let held = Arc::new(());
        let value = Arc::clone(&held);
        let called = || once(|done: Completer<()>| thread::spawn(move || done.complete(())));
        let task = portal.spawn(async move || {
            let _value = value;
            called().await.unwrap();
            pending::<()>().await;
        });
        assert!(poll(&mut serving).is_pending());
        drop(serving);
        assert_eq!(Arc::strong_count(&held), 1);
        assert_eq!(task.unwrap().wait(), Err(PortalError::Closed));
    });
}
