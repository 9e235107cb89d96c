//! Blocking code that is called outside of any runtime, on the pool that the features give.
#![cfg(all(feature = "_pool", not(loom)))]

mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::channel;
use std::sync::{Arc, RwLock};
use std::task::Waker;
use std::thread;

use asyncify_runtime::{blocking, blocking_stream};
use common::*;
use futures::StreamExt;
use futures::executor::block_on;
use futures::future::join_all;

fn is_on_the_pool() -> bool {
    is_of_the_pool(thread::current().name())
}

#[test]
fn blocking_code_may_call_blocking_code() {
    let nested = blocking(|| {
        let inner = blocking(|| (is_on_the_pool(), thread::current().id()));
        (is_on_the_pool(), thread::current().id(), block_on(inner))
    });
    let (outer_is, outer, (inner_is, inner)) = block_on(nested);
    assert!(outer_is && inner_is);
    assert_ne!(outer, inner);
}

/// What finds all threads taken waits for one.
#[test]
fn more_work_than_there_are_threads_is_all_done() {
    const WORK: usize = 1_000;
    let gate = Arc::new(RwLock::new(()));
    let closed = gate.write().unwrap();
    let mut all: Vec<_> = (0..WORK)
        .map(|number| {
            let gate = Arc::clone(&gate);
            blocking(move || {
                drop(gate.read().unwrap());
                number
            })
        })
        .collect();
    for work in &mut all {
        assert!(poll(work, Waker::noop()).is_pending());
    }
    drop(closed);
    assert_eq!(block_on(join_all(all)), Vec::from_iter(0..WORK));
}

#[test]
fn an_iterator_is_read_there() {
    let rests = blocking_stream(1, || (0..3).map(|n| (n, is_on_the_pool())));
    let items = block_on(async { rests.await.collect::<Vec<_>>().await });
    assert_eq!(items, [(0, true), (1, true), (2, true)]);
}

#[test]
fn a_panic_leaves_the_pool_as_it_was() {
    for _ in 0..3 {
        let work = blocking(|| -> u8 { panic!("the work broke") });
        let panicked = catch_unwind(AssertUnwindSafe(|| block_on(work)));
        assert_eq!(message(panicked.unwrap_err()), "the work broke");
        assert!(block_on(blocking(is_on_the_pool)));
    }
}

#[test]
fn a_process_ends_while_code_blocks() {
    let test = "a_process_ends_while_code_blocks";
    apart(test, &[], || {
        let (tell, told) = channel();
        let mut work = blocking(move || {
            tell.send(is_on_the_pool()).unwrap();
            loop {
                thread::park();
            }
        });
        assert!(poll(&mut work, Waker::noop()).is_pending());
        assert!(told.recv_timeout(PATIENCE).unwrap());
    });
}

/// The runtime that is kept for it is a whole one.
#[cfg(all(feature = "tokio", not(feature = "blocking")))]
mod kept {
    use std::time::Duration;

    use tokio::runtime::{Builder, Handle};

    use super::*;

    #[test]
    fn what_runs_there_is_inside_of_it() {
        let work = blocking(|| {
            smol::block_on(async {
                tokio::time::sleep(Duration::from_millis(1)).await;
                let task = tokio::spawn(async { thread::current().id() });
                (task.await.unwrap(), thread::current().id())
            })
        });
        let (task, here) = block_on(work);
        assert_ne!(task, here);
        let own = blocking(|| {
            Builder::new_current_thread()
                .build()
                .unwrap()
                .block_on(async { 7 })
        });
        assert_eq!(block_on(own), 7);
        assert!(Handle::try_current().is_err());
    }
}
