//! The contract's rows, as they concern blocking code on a pool.
#![cfg(all(feature = "_pool", not(loom)))]

mod common;

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::channel;
use std::task::{Poll, Waker};
use std::thread;

use asyncify_runtime::__private::{Shared, Turns};
use asyncify_runtime::{blocking, is_cancelled, once};
use common::*;
use futures::FutureExt;
use futures::future::FusedFuture;

#[test]
fn resolves_to_what_the_work_returns_under_every_executor() {
    on_every_executor(|| async {
        for n in 0..50 {
            let here = thread::current().id();
            let work = move || (n + 1, thread::current().id() != here);
            assert_eq!(blocking(work).await, (n + 1, true));
        }
    });
}

#[test]
fn starts_at_the_first_poll_and_wakes_the_task() {
    let (tell, told) = channel();
    let (go_on, gone_on) = channel::<()>();
    let mut work = blocking(move || {
        tell.send(()).unwrap();
        let _ = gone_on.recv();
        7
    });
    assert!(told.try_recv().is_err());
    let (woken, waker) = CountingWaker::new();
    assert!(poll(&mut work, &waker).is_pending());
    told.recv_timeout(PATIENCE).unwrap();
    // Only the newest waker counts.
    let (woken_last, waker_last) = CountingWaker::new();
    assert!(poll(&mut work, &waker_last).is_pending());
    drop(go_on);
    wait_until("the task is woken", || woken_last.count() == 1);
    assert_eq!(woken.count(), 0);
    assert_eq!(poll(&mut work, &waker_last), Poll::Ready(7));
}

#[test]
fn a_panic_is_resumed_under_every_executor() {
    on_every_executor(|| async {
        let work = blocking(|| -> u8 { panic!("the disk broke") });
        let panicked = AssertUnwindSafe(work).catch_unwind().await;
        assert_eq!(message(panicked.unwrap_err()), "the disk broke");
        assert_eq!(blocking(|| 7).await, 7);
    });
}

#[test]
fn never_polled_it_never_runs() {
    let drops = Drops::default();
    let counted = drops.counted();
    let (tell, told) = channel();
    drop(blocking(move || {
        tell.send(()).unwrap();
        drop(counted);
    }));
    assert_eq!(drops.count(), 1);
    assert!(told.try_recv().is_err());
}

#[test]
fn dropped_while_it_runs_it_is_told_and_its_result_is_dropped_there() {
    let (begun, has_begun) = channel();
    let (result, dropped) = tattletale();
    let (tell, told) = channel();
    let mut work = blocking(move || {
        assert!(!is_cancelled());
        begun.send(thread::current().id()).unwrap();
        wait_until("the future is dropped", is_cancelled);
        tell.send(()).unwrap();
        result
    });
    assert!(poll(&mut work, Waker::noop()).is_pending());
    let pool = has_begun.recv_timeout(PATIENCE).unwrap();
    drop(work);
    told.recv_timeout(PATIENCE).unwrap();
    assert_eq!(dropped.recv_timeout(PATIENCE).unwrap().id, pool);
}

#[test]
fn a_result_that_panics_when_dropped_harms_nobody() {
    let (begun, has_begun) = channel();
    let (go_on, gone_on) = channel::<()>();
    let mut work = blocking(move || {
        begun.send(()).unwrap();
        let _ = gone_on.recv();
        PanicsOnDrop
    });
    assert!(poll(&mut work, Waker::noop()).is_pending());
    has_begun.recv_timeout(PATIENCE).unwrap();
    drop(work);
    drop(go_on);
    assert_eq!(block_on(blocking(|| 7)), 7);
}

#[test]
fn a_waker_that_panics_harms_nobody() {
    let (go_on, gone_on) = channel::<()>();
    let mut work = blocking(move || {
        let _ = gone_on.recv();
        7
    });
    assert!(poll(&mut work, &std::sync::Arc::new(PanickingWaker).into()).is_pending());
    drop(go_on);
    assert_eq!(block_on(work), 7);
}

#[test]
fn it_may_be_dropped_inside_its_own_wake() {
    let (begun, has_begun) = channel::<()>();
    let (tell, told) = channel();
    let mut work = Box::new(blocking(move || {
        let _ = has_begun.recv();
        7
    }));
    let slot = std::sync::Arc::new(std::sync::Mutex::new(None));
    let place = slot.clone();
    let waker = InlineWaker::waker(move || {
        drop(place.lock().unwrap().take());
        tell.send(()).unwrap();
    });
    assert!(poll(&mut work, &waker).is_pending());
    *slot.lock().unwrap() = Some(work);
    drop(begun);
    told.recv_timeout(PATIENCE).unwrap();
}

#[test]
fn is_cancelled_speaks_of_the_work_around_it() {
    assert!(!is_cancelled());
    let inner = block_on(blocking(|| {
        // What the work itself awaits is not the work.
        let inside = block_on(blocking(is_cancelled));
        (inside, is_cancelled())
    }));
    assert_eq!(inner, (false, false));
    assert!(!is_cancelled());
}

/// What the work uses on its thread, it may let go of there.
#[test]
fn the_work_is_not_inside_a_callback() {
    let (handle, dropped) = tattletale();
    let worker = block_on(blocking(move || {
        let mut call = once(move |_: asyncify_runtime::Completer<u8>| handle);
        let _ = poll(&mut call, Waker::noop());
        drop(call);
        thread::current().id()
    }));
    assert_eq!(dropped.recv_timeout(PATIENCE).unwrap().id, worker);
}

#[test]
fn polled_after_completion_it_panics() {
    let mut work = blocking(|| 7);
    assert!(!work.is_terminated());
    assert_eq!(block_on(&mut work), 7);
    assert!(work.is_terminated());
    let polled = catch_unwind(AssertUnwindSafe(|| poll(&mut work, Waker::noop())));
    assert_eq!(
        message(polled.unwrap_err()),
        "`Blocking` polled after completion"
    );
}

#[test]
fn the_value_of_a_handle_is_dropped_on_the_pool() {
    let (in_turns, told) = tattletale();
    drop(Turns::new(in_turns));
    let (shared, told_too) = tattletale();
    drop(Shared::new(shared));
    for told in [told, told_too] {
        let dropped = told.recv_timeout(PATIENCE).unwrap();
        assert!(is_of_the_pool(dropped.name.as_deref()), "{dropped:?}");
    }
}

#[test]
fn who_gives_up_in_the_queue_for_a_value_leaves_nothing_there() {
    let turns = Turns::new(());
    let (go_on, gone_on) = channel::<()>();
    let mut running = turns.call(move |()| gone_on.recv().is_err());
    assert!(poll(&mut running, Waker::noop()).is_pending());
    let (captured, told) = tattletale();
    let mut first = turns.call(move |()| drop(captured));
    assert!(poll(&mut first, Waker::noop()).is_pending());
    drop(first);
    let drops = Drops::default();
    for before in 0..10 {
        let captured = drops.counted();
        let mut call = turns.call(move |()| drop(captured));
        assert!(poll(&mut call, Waker::noop()).is_pending());
        wait_until("all but the last are gone", || drops.count() == before);
    }
    let dropped = told.recv_timeout(PATIENCE).unwrap();
    assert!(is_of_the_pool(dropped.name.as_deref()), "{dropped:?}");
    drop(go_on);
    assert!(block_on(running));
}

#[test]
fn it_is_send_as_soon_as_what_comes_out_is() {
    fn sent<T: Send>(_: &T) {}
    sent(&blocking(|| Cell::new(7)));
}
