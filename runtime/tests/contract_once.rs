//! The contract's rows, as they concern calls that come back once.
#![cfg(not(loom))]

mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Barrier, Mutex};
use std::task::{Poll, Waker};
use std::time::Duration;

use asyncify_runtime::{
    Abandoned, CallError, Completer, Once, once, once_local, try_once, try_once_local,
};
use common::*;
use futures::future::FusedFuture;

/// Starts a call that is left pending; hands out its completer.
#[allow(
    clippy::type_complexity,
    reason = "the start closure has no name to give"
)]
fn pending<T, H: Send + 'static>(
    handle: H,
) -> (
    Once<T, H, impl FnOnce(Completer<T>) -> H>,
    Arc<Mutex<Option<Completer<T>>>>,
) {
    let kept = Arc::new(Mutex::new(None));
    let keep = Arc::clone(&kept);
    let call = once(move |done: Completer<T>| {
        *keep.lock().unwrap() = Some(done);
        handle
    });
    (call, kept)
}

fn take<T>(kept: &Arc<Mutex<Option<T>>>) -> T {
    kept.lock().unwrap().take().expect("the call has started")
}

#[test]
fn starts_at_the_first_poll() {
    let drops = Drops::default();
    let start = drops.counted();
    let (call, kept) = pending::<u8, _>(start);
    assert!(kept.lock().unwrap().is_none());
    drop(call);
    assert!(kept.lock().unwrap().is_none());
    assert_eq!(drops.count(), 1);
}

#[test]
fn fires_on_any_thread_wakes_the_task() {
    let api = ApiThread::new();
    let (mut call, kept) = pending(());
    let (woken, waker) = CountingWaker::new();
    assert!(poll(&mut call, &waker).is_pending());
    let done = take(&kept);
    api.run(move || done.complete(5));
    assert_eq!(woken.count(), 1);
    assert_eq!(poll(&mut call, &waker), Poll::Ready(Ok(5)));
}

#[test]
fn a_completer_that_finishes_wakes_the_task() {
    let api = ApiThread::new();
    let (mut call, kept) = pending(());
    let (woken, waker) = CountingWaker::new();
    assert!(poll(&mut call, &waker).is_pending());
    let done = take(&kept);
    api.run(move || done.finish(5));
    assert_eq!(woken.count(), 1);
    assert_eq!(poll(&mut call, &waker), Poll::Ready(Ok(5)));
}

#[test]
fn a_completer_that_finishes_is_one_of_several() {
    let (mut call, kept) = pending(());
    let (woken, waker) = CountingWaker::new();
    assert!(poll(&mut call, &waker).is_pending());
    let done = take(&kept);
    let other = done.clone();
    done.finish(1);
    other.clone().finish(2);
    assert_eq!(other.duplicates(), 1);
    other.finish_with(|| unreachable!("nobody wants it"));
    assert_eq!(woken.count(), 1);
    assert_eq!(poll(&mut call, &waker), Poll::Ready(Ok(1)));
}

#[test]
fn fires_inside_the_initiating_call_is_ready_at_first_poll() {
    let (woken, waker) = CountingWaker::new();
    let mut call = once(|done: Completer<u8>| done.complete(1));
    assert_eq!(poll(&mut call, &waker), Poll::Ready(Ok(1)));
    assert_eq!(woken.count(), 0);

    let mut call = once(|done: Completer<u8>| done.finish(1));
    assert_eq!(poll(&mut call, &waker), Poll::Ready(Ok(1)));
    assert_eq!(woken.count(), 0);
}

#[test]
fn a_task_that_moves_is_woken_where_it_is() {
    let (mut call, kept) = pending(());
    let (first, first_waker) = CountingWaker::new();
    let (second, second_waker) = CountingWaker::new();
    assert!(poll(&mut call, &first_waker).is_pending());
    assert!(poll(&mut call, &second_waker).is_pending());
    take(&kept).complete(());
    assert_eq!((first.count(), second.count()), (0, 1));
}

#[test]
fn a_task_that_moves_leaves_no_waker_behind() {
    let (mut call, kept) = pending::<u8, _>(());
    let ((first, waker), (second, another)) = (CountingWaker::new(), CountingWaker::new());
    assert!(poll(&mut call, &waker).is_pending());
    assert!(poll(&mut call, &another).is_pending());
    drop((waker, another));
    assert_eq!(Arc::strong_count(&first), 1);
    take(&kept).complete(1);
    assert_eq!(Arc::strong_count(&second), 1);
}

#[test]
fn never_fires_and_dropped_is_abandoned_and_names_the_place() {
    let api = ApiThread::new();
    let (mut call, kept) = pending::<u8, _>(());
    let (woken, waker) = CountingWaker::new();
    assert!(poll(&mut call, &waker).is_pending());
    let done = take(&kept);
    let other = done.clone();
    drop(done);
    assert!(poll(&mut call, &waker).is_pending());
    api.run(move || drop(other));
    assert_eq!(woken.count(), 1);
    assert!(matches!(
        poll(&mut call, &waker),
        Poll::Ready(Err(Abandoned { .. }))
    ));

    async fn listen() -> Result<u8, Abandoned> {
        once(|done: Completer<u8>| drop(done)).await
    }
    let line = line!() - 2;
    let lost = block_on(listen()).unwrap_err();
    assert_eq!(
        lost.function(),
        concat!(
            module_path!(),
            "::never_fires_and_dropped_is_abandoned_and_names_the_place::listen"
        )
    );
    assert_eq!((lost.file(), lost.line()), (file!(), line));
    assert_eq!(
        lost.to_string(),
        format!(
            "`{}` ({}:{line}) was abandoned: its callback was dropped without being called",
            lost.function(),
            file!(),
        ),
    );
    assert_eq!(lost, block_on(listen()).unwrap_err());
}

#[test]
fn never_fires_and_leaked_composes_with_a_timeout() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let drops = Drops::default();
    let handle = drops.counted();
    runtime.block_on(async {
        let leaked = once(|done: Completer<u8>| {
            std::mem::forget(done);
            handle
        });
        assert!(
            tokio::time::timeout(Duration::from_millis(10), leaked)
                .await
                .is_err()
        );
    });
    assert_eq!(drops.count(), 1);
}

#[test]
fn fires_twice_first_wins_and_later_are_counted() {
    let drops = Drops::default();
    let (mut call, kept) = pending::<(u8, Counted), _>(());
    assert!(poll(&mut call, Waker::noop()).is_pending());
    let done = take(&kept);
    done.complete((1, drops.counted()));
    done.complete((2, drops.counted()));
    assert_eq!((done.duplicates(), drops.count()), (1, 1));
    let Poll::Ready(Ok((value, _first))) = poll(&mut call, Waker::noop()) else {
        panic!("the call has its value");
    };
    assert_eq!(value, 1);
    done.complete((3, drops.counted()));
    done.complete_with(|| (4, drops.counted()));
    assert_eq!((done.duplicates(), drops.count()), (3, 2));
}

#[test]
fn duplicates_beyond_what_is_counted_change_the_count_no_more() {
    let (mut call, kept) = pending(());
    assert!(poll(&mut call, Waker::noop()).is_pending());
    let done = take(&kept);
    (0..65_540).for_each(|number| done.complete(number));
    assert_eq!(done.duplicates(), 65_535);
    assert_eq!(block_on(call), Ok(0));
}

#[test]
fn dropped_first_handle_dropped_once_and_late_callback_is_harmless() {
    let (values, handles) = (Drops::default(), Drops::default());
    let (mut call, kept) = pending(handles.counted());
    assert!(poll(&mut call, Waker::noop()).is_pending());
    let done = take(&kept);
    assert!(!done.is_closed());
    drop(call);
    assert_eq!(handles.count(), 1);
    assert!(done.is_closed());
    done.complete(values.counted());
    assert_eq!((values.count(), done.duplicates()), (1, 0));
    drop(done);
    assert_eq!(handles.count(), 1);
}

#[test]
fn dropped_first_runs_the_cancel_expression_once() {
    let (cancelled, handles) = (Drops::default(), Drops::default());
    let cancelling = cancelled.counted();
    let (call, kept) = pending::<u8, _>(handles.counted());
    let mut call = call.cancel(move |handle| drop((handle, cancelling)));
    assert!(poll(&mut call, Waker::noop()).is_pending());
    assert_eq!((cancelled.count(), handles.count()), (0, 0));
    drop(call);
    assert_eq!((cancelled.count(), handles.count()), (1, 1));
    take(&kept).complete(1);
}

#[test]
fn a_settled_call_is_not_cancelled() {
    let handles = Drops::default();
    for polled in [true, false] {
        let (call, kept) = pending::<u8, _>(handles.counted());
        let mut call = call.cancel(|_| panic!("there is nothing to cancel"));
        assert!(poll(&mut call, Waker::noop()).is_pending());
        take(&kept).complete(1);
        if polled {
            assert_eq!(poll(&mut call, Waker::noop()), Poll::Ready(Ok(1)));
        }
    }
    assert_eq!(handles.count(), 2);
}

#[test]
fn a_local_cancel_may_borrow() {
    let mut cancelled = Vec::new();
    let mut call =
        once_local(|_done: Completer<u8>| std::mem::forget(_done)).cancel(|()| cancelled.push(1));
    assert!(poll(&mut call, Waker::noop()).is_pending());
    drop(call);
    assert_eq!(cancelled, [1]);
}

#[test]
fn dropped_while_firing() {
    let rounds = 3_000;
    let api = ApiThread::new();
    let (values, handles) = (Drops::default(), Drops::default());
    for _ in 0..rounds {
        let (mut call, kept) = pending(handles.counted());
        assert!(poll(&mut call, Waker::noop()).is_pending());
        let (done, value) = (take(&kept), values.counted());
        let together = Arc::new(Barrier::new(2));
        let there = Arc::clone(&together);
        api.start(move || {
            there.wait();
            done.complete(value);
        });
        together.wait();
        drop(call);
    }
    api.join();
    assert_eq!((values.count(), handles.count()), (rounds, rounds));
}

/// Drops, or polls to its end, a call inside the wake its callback makes.
fn let_go_inside_the_callback(
    callback: fn(Completer<u8>),
    finish: bool,
) -> (DroppedOn, std::thread::ThreadId) {
    let api = ApiThread::new();
    let (handle, told) = tattletale();
    let (call, kept) = pending::<u8, _>(handle);
    let call = Arc::new(Mutex::new(Some(call)));
    let inside = Arc::clone(&call);
    let waker = InlineWaker::waker(move || {
        let mut call = inside.lock().unwrap().take().unwrap();
        if finish {
            assert!(poll(&mut call, Waker::noop()).is_ready());
        }
    });
    assert!(poll(call.lock().unwrap().as_mut().unwrap(), &waker).is_pending());
    let done = take(&kept);
    api.run(move || callback(done));
    (told.recv_timeout(PATIENCE).unwrap(), api.id())
}

#[test]
fn dropped_on_the_callbacks_own_thread_goes_to_the_reaper() {
    let callbacks: [fn(Completer<u8>); 3] = [|done| done.complete(1), |done| done.finish(1), drop];
    for callback in callbacks {
        for finish in [false, true] {
            let (dropped, api) = let_go_inside_the_callback(callback, finish);
            assert_ne!(dropped.id, api);
            assert_eq!(dropped.name.as_deref(), Some("asyncify-reaper"));
        }
    }
}

#[test]
fn dropped_on_another_thread_stays_there() {
    let (handle, told) = tattletale();
    let (mut call, kept) = pending::<u8, _>(handle);
    assert!(poll(&mut call, Waker::noop()).is_pending());
    let api = ApiThread::new();
    let done = take(&kept);
    api.run(move || done.complete(1));
    assert_eq!(poll(&mut call, Waker::noop()), Poll::Ready(Ok(1)));
    assert_eq!(told.recv().unwrap().id, std::thread::current().id());
}

#[test]
fn panic_in_map_is_resumed_in_the_consumer() {
    let api = ApiThread::new();
    let (mut call, kept) = pending::<u8, _>(());
    let (woken, waker) = CountingWaker::new();
    assert!(poll(&mut call, &waker).is_pending());
    let done = take(&kept);
    api.run(move || done.complete_with(|| panic!("in the map")));
    assert_eq!(woken.count(), 1);
    let resumed = catch_unwind(AssertUnwindSafe(|| poll(&mut call, &waker)));
    assert_eq!(message(resumed.unwrap_err()), "in the map");
    assert!(call.is_terminated());
}

#[test]
fn nothing_unwinds_into_the_callback() {
    let api = ApiThread::new();
    let (mut call, kept) = pending::<PanicsOnDrop, _>(());
    assert!(poll(&mut call, &Arc::new(PanickingWaker).into()).is_pending());
    let done = take(&kept);
    let done = api.run(move || {
        done.complete(PanicsOnDrop);
        done.complete(PanicsOnDrop);
        let captured = PanicsOnDrop;
        done.complete_with(move || captured);
        done
    });
    assert_eq!(done.duplicates(), 2);
    let Poll::Ready(Ok(value)) = poll(&mut call, Waker::noop()) else {
        panic!("the call has its value");
    };
    std::mem::forget(value);

    let (mut call, kept) = pending::<u8, _>(());
    assert!(poll(&mut call, &Arc::new(PanickingWaker).into()).is_pending());
    let done = take(&kept);
    api.run(move || done.finish(7));
    assert_eq!(poll(&mut call, Waker::noop()), Poll::Ready(Ok(7)));

    let (mut call, kept) = pending::<PanicsOnDrop, _>(());
    assert!(poll(&mut call, Waker::noop()).is_pending());
    let done = take(&kept);
    drop(call);
    api.run(move || done.finish(PanicsOnDrop));

    let (mut call, kept) = pending::<u8, _>(());
    assert!(poll(&mut call, &Arc::new(PanickingWaker).into()).is_pending());
    let done = take(&kept);
    api.run(move || drop(done));
    assert!(matches!(
        poll(&mut call, Waker::noop()),
        Poll::Ready(Err(_))
    ));
}

#[test]
fn a_panic_of_the_initiator_comes_out_of_the_poll() {
    let mut call = once(|_: Completer<u8>| panic!("cannot start"));
    let panicked = catch_unwind(AssertUnwindSafe(|| poll(&mut call, Waker::noop())));
    assert_eq!(message(panicked.unwrap_err()), "cannot start");
}

#[test]
fn a_refused_start_is_the_calls_failure() {
    let mut kept = None;
    let refused = try_once(|done: Completer<u8>| {
        kept = Some(done);
        Err::<(), _>("no such device")
    });
    let error = block_on(refused).unwrap_err();
    assert!(kept.unwrap().is_closed());
    assert_eq!(error.clone().into_failed(), Some("no such device"));
    assert_eq!(error, CallError::Failed("no such device"));

    let lost = block_on(try_once(|done: Completer<u8>| {
        drop(done);
        Ok::<(), &str>(())
    }))
    .unwrap_err();
    assert_eq!(lost.clone().into_failed(), None);
    assert!(lost.to_string().contains("was abandoned"));
    let started = try_once_local(|done: Completer<u8>| {
        done.complete(4);
        Ok::<(), &str>(())
    });
    assert_eq!(block_on(started), Ok(4));
}

#[test]
fn polled_after_completion_panics() {
    let mut call = once(|done: Completer<u8>| done.complete(1));
    assert!(!call.is_terminated());
    assert_eq!(poll(&mut call, Waker::noop()), Poll::Ready(Ok(1)));
    assert!(call.is_terminated());
    let panicked = catch_unwind(AssertUnwindSafe(|| poll(&mut call, Waker::noop())));
    assert_eq!(
        message(panicked.unwrap_err()),
        "`Once` polled after completion"
    );
}

#[test]
fn executor_shut_down_callbacks_are_noops() {
    let (values, handles) = (Drops::default(), Drops::default());
    let (call, kept) = pending(handles.counted());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .build()
        .unwrap();
    runtime.spawn(call);
    wait_until("the call has started", || kept.lock().unwrap().is_some());
    let done = take(&kept);
    drop(runtime);
    assert_eq!(handles.count(), 1);
    assert!(done.is_closed());
    done.complete(values.counted());
    assert_eq!(values.count(), 1);
}
