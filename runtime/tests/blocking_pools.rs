//! Where blocking code runs, and what becomes of it when that is shut down.
#![cfg(all(feature = "_pool", not(loom)))]

mod common;

use std::sync::mpsc::{Sender, channel};
use std::task::Waker;
use std::thread;

use asyncify_runtime::{blocking, blocking_stream};
use common::*;
use tokio::runtime::{Builder, Runtime};

/// The name of the thread that this runs on.
fn name() -> String {
    thread::current().name().unwrap_or_default().to_owned()
}

/// A runtime whose pool has one thread.
fn small_runtime() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(1)
        .max_blocking_threads(1)
        .thread_name("of-tokio")
        .build()
        .unwrap()
}

/// Occupies the runtime's pool until what is returned is dropped.
fn occupy(runtime: &Runtime) -> Sender<()> {
    let (release, released) = channel();
    let (begun, has_begun) = channel();
    runtime.spawn_blocking(move || {
        begun.send(()).unwrap();
        let _ = released.recv();
    });
    has_begun.recv_timeout(PATIENCE).unwrap();
    release
}

#[test]
fn inside_tokio_the_pool_is_tokios_if_asked_for() {
    let inside = small_runtime().block_on(blocking(name));
    match cfg!(feature = "tokio") {
        true => assert_eq!(inside, "of-tokio"),
        false => assert!(is_of_the_pool(Some(&inside)), "{inside}"),
    }
}

#[test]
fn elsewhere_the_pool_is_one_that_the_process_shares() {
    for name in [
        futures::executor::block_on(blocking(name)),
        smol::block_on(blocking(name)),
        smol::block_on(smol::spawn(blocking(name))),
    ] {
        assert!(is_of_the_pool(Some(&name)), "{name}");
    }
}

#[test]
fn work_that_a_runtime_drops_unrun_is_run_elsewhere() {
    let runtime = small_runtime();
    let occupied = occupy(&runtime);
    let mut work = blocking(name);
    {
        let _inside = runtime.enter();
        assert!(poll(&mut work, Waker::noop()).is_pending());
    }
    runtime.shutdown_background();
    drop(occupied);
    let name = block_on(work);
    assert!(is_of_the_pool(Some(&name)) || name == "of-tokio", "{name}");
}

#[test]
fn work_for_a_runtime_that_is_gone_is_run_elsewhere() {
    let runtime = small_runtime();
    let handle = runtime.handle().clone();
    runtime.shutdown_background();
    let _inside = handle.enter();
    let name = futures::executor::block_on(blocking(name));
    assert!(is_of_the_pool(Some(&name)), "{name}");
}

/// Needs a pool whose threads are all taken, as only a runtime's can be.
#[cfg(feature = "tokio")]
#[test]
fn dropped_before_it_begins_it_never_runs() {
    let runtime = small_runtime();
    let occupied = occupy(&runtime);
    let (captured, dropped) = tattletale();
    let (tell, told) = channel();
    let mut work = blocking(move || {
        tell.send(()).unwrap();
        drop(captured);
    });
    let _inside = runtime.enter();
    assert!(poll(&mut work, Waker::noop()).is_pending());
    drop(work);
    assert!(dropped.try_recv().is_err());
    drop(occupied);
    let dropped = dropped.recv_timeout(PATIENCE).unwrap();
    assert_eq!(dropped.name.as_deref(), Some("of-tokio"));
    assert!(told.try_recv().is_err());
}

#[cfg(feature = "tokio")]
#[test]
fn an_iterator_that_nobody_waits_for_is_never_made() {
    let runtime = small_runtime();
    let occupied = occupy(&runtime);
    let (captured, dropped) = tattletale();
    let (tell, told) = channel();
    let mut items = blocking_stream(1, move || {
        tell.send(()).unwrap();
        drop(captured);
        0..3
    });
    let _inside = runtime.enter();
    assert!(poll_next(&mut items, Waker::noop()).is_pending());
    drop(items);
    assert!(dropped.try_recv().is_err());
    drop(occupied);
    let dropped = dropped.recv_timeout(PATIENCE).unwrap();
    assert_eq!(dropped.name.as_deref(), Some("of-tokio"));
    assert!(told.try_recv().is_err());
}
