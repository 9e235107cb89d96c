//! Portals of loops that are another's, with what those have to offer.
#![cfg(all(feature = "_pool", not(loom)))]

mod common;

use std::future::pending;
use std::rc::Rc;
use std::thread::{self, ThreadId};
use std::time::Duration;

use asyncify_runtime::{Portal, PortalError};
use common::*;

fn here() -> ThreadId {
    thread::current().id()
}

async fn called_from_a_thread(nap: impl AsyncFnOnce() + Send + 'static) -> Rc<str> {
    let (portal, serving) = Portal::new();
    let caller = thread::spawn(move || {
        portal.call(async move || {
            nap().await;
            here()
        })
    });
    serving.await;
    assert_eq!(caller.join().unwrap(), Ok(here()));
    "served".into()
}

async fn tokio_nap() {
    tokio::time::sleep(Duration::from_millis(1)).await;
}

#[tokio::test]
async fn tokio_with_one_thread() {
    assert_eq!(&*called_from_a_thread(tokio_nap).await, "served");
    let local = tokio::task::LocalSet::new();
    let served = local.run_until(async {
        let task = tokio::task::spawn_local(called_from_a_thread(tokio_nap));
        task.await.unwrap()
    });
    assert_eq!(&*served.await, "served");
}

#[tokio::test(flavor = "multi_thread")]
async fn tokio_with_many_threads() {
    assert_eq!(&*called_from_a_thread(tokio_nap).await, "served");
}

#[test]
fn tokio_that_is_shut_down() {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let local = tokio::task::LocalSet::new();
    let (portal, serving) = Portal::new();
    local.spawn_local(serving);
    let task = portal.spawn(async || pending::<()>().await).unwrap();
    let waiter = thread::spawn(move || task.wait());
    local.block_on(&runtime.unwrap(), turn());
    drop(local);
    assert_eq!(waiter.join().unwrap(), Err(PortalError::Closed));
}

#[test]
fn smol() {
    let executor = smol::LocalExecutor::new();
    let nap = async || {
        smol::Timer::after(Duration::from_millis(1)).await;
    };
    let served = executor.spawn(called_from_a_thread(nap));
    assert_eq!(&*smol::block_on(executor.run(served)), "served");
}

#[cfg(feature = "tokio")]
#[test]
fn a_started_one_is_a_loop_of_tokio() {
    let portal = Portal::start();
    let there = portal.call(async || {
        tokio_nap().await;
        tokio::task::spawn_local(async { here() }).await.unwrap()
    });
    assert_eq!(there, portal.run(here));
}

/// The thread of a started loop does not wait for blocking code.
#[cfg(feature = "tokio")]
#[test]
fn a_shutdown_does_not_wait_for_blocking_code() {
    let portal = Portal::start();
    let (go, goes) = std::sync::mpsc::channel::<()>();
    drop(portal.spawn(async move || asyncify_runtime::blocking(move || goes.recv()).await));
    portal.run(|| ()).unwrap();
    portal.shutdown();
    drop(go);
}
