//! The contract's rows, as they concern portals.
#![cfg(all(feature = "_pool", not(loom)))]

mod common;

use std::cell::RefCell;
use std::future::{pending, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier};
use std::task::Poll;
use std::thread::{self, ThreadId};
use std::time::Duration;

use asyncify_runtime::{Portal, PortalError};
use common::*;
use futures::future::FusedFuture;

fn here() -> ThreadId {
    thread::current().id()
}

fn panic_of<R>(code: impl FnOnce() -> R) -> String {
    let panicked = catch_unwind(AssertUnwindSafe(code));
    message(panicked.err().expect("a panic"))
}

/// Has the loop return the value when nobody waits for it any more.
fn drop_early(portal: &Portal, value: impl Send + 'static) {
    let (go, goes) = futures::channel::oneshot::channel();
    let task = portal.spawn(async move || {
        goes.await.unwrap();
        value
    });
    drop(task);
    go.send(()).unwrap();
}

/// Runs the code on another thread, with a portal, while this one runs the loop to its end.
fn beside<R: Send + 'static>(code: impl FnOnce(Portal) -> R + Send + 'static) -> R {
    let (portal, serving) = Portal::new();
    let thread = thread::spawn(move || code(portal));
    block_on(serving);
    thread.join().unwrap()
}

#[test]
fn what_is_called_runs_on_the_loops_thread_and_answers() {
    let loops = here();
    let (ran, run, made) = beside(|portal| {
        (
            portal.call(async || here()),
            portal.run(here),
            portal.spawn(async || here()).unwrap().wait(),
        )
    });
    assert_eq!([ran, run, made], [Ok(loops); 3]);
}

#[test]
fn a_loop_may_be_selected_beside_other_futures() {
    let (portal, mut serving) = Portal::new();
    let (go, mut goes) = futures::channel::oneshot::channel();
    let caller = thread::spawn(move || {
        portal.run(|| go.send(()).unwrap()).unwrap();
        portal.run(here)
    });
    block_on(async {
        let mut was_told = false;
        while !serving.is_terminated() {
            futures::select! {
                told = goes => was_told = told.is_ok(),
                () = serving => {}
            }
        }
        assert!(was_told);
    });
    assert_eq!(caller.join().unwrap(), Ok(here()));
}

#[test]
fn a_started_loop_has_a_thread_of_its_own() {
    let portal = Portal::start();
    let named = portal.run(|| (here(), thread::current().name().map(str::to_owned)));
    let (id, name) = named.unwrap();
    assert_ne!(id, here());
    assert_eq!(name.as_deref(), Some("asyncify-portal"));
    assert_eq!(portal.clone().run(here), Ok(id));
    assert_ne!(Portal::shared().run(here).unwrap(), id);
    assert_eq!(Portal::shared().run(here), Portal::shared().run(here));
}

#[test]
fn to_wait_on_the_loops_own_thread_is_an_error_and_to_await_is_none() {
    let portal = Portal::start();
    let inner = portal.clone();
    let ran = Arc::new(AtomicBool::new(false));
    let runs = Arc::clone(&ran);
    let answers = portal.call(async move || {
        let called = inner.call(async move || runs.store(true, Ordering::Relaxed));
        let endless = inner.spawn(async || pending::<()>().await);
        let done = inner.spawn(async || 1).unwrap();
        let awaited = inner.spawn(async || 2).unwrap().await;
        let waited = (endless.unwrap().wait(), done.wait());
        (called, inner.run(|| ()), waited, awaited)
    });
    let own = PortalError::OwnThread;
    let waited = (Err(own), Ok(1));
    assert_eq!(answers, Ok((Err(own), Err(own), waited, Ok(2))));
    portal.shutdown();
    assert!(!ran.load(Ordering::Relaxed), "what is refused is not run");
    assert!(own.to_string().contains("await the future here"));

    let (portal, _serving) = Portal::new();
    assert_eq!(portal.run(|| ()), Err(own));
}

#[test]
fn one_threads_tasks_start_in_its_order() {
    let order = beside(|portal| {
        let (tell, told) = channel();
        for n in 0..1_000 {
            let tell = tell.clone();
            portal.spawn(async move || tell.send(n).unwrap()).unwrap();
        }
        portal.finish();
        drop(tell);
        told.into_iter().collect::<Vec<_>>()
    });
    assert!(order.iter().copied().eq(0..1_000));
}

#[test]
fn tasks_take_turns() {
    let portal = Portal::start();
    let (tell, told) = futures::channel::oneshot::channel();
    let waiting = portal.spawn(async move || told.await).unwrap();
    portal.run(move || tell.send(3)).unwrap().unwrap();
    assert_eq!(waiting.wait(), Ok(Ok(3)));
}

#[test]
fn a_loop_that_has_shut_down_is_an_error() {
    let portal = Portal::start();
    let copy = portal.clone();
    portal.shutdown();
    assert!(copy.is_closed());
    assert_eq!(copy.call(async || 1), Err(PortalError::Closed));
    assert_eq!(copy.run(|| 1), Err(PortalError::Closed));
    assert_eq!(copy.spawn(async || 1).err(), Some(PortalError::Closed));
    copy.shutdown();
    copy.finish();
}

#[test]
fn a_shutdown_in_the_middle_of_a_call_is_an_error_and_drops_the_task_on_its_thread() {
    let portal = Portal::start();
    let loops = portal.run(here).unwrap();
    let (tattletale, dropped) = tattletale();
    let (begun, begins) = channel();
    let calling = portal.clone();
    let caller = thread::spawn(move || {
        calling.call(async move || {
            let _tattletale = tattletale;
            begun.send(()).unwrap();
            pending::<()>().await;
        })
    });
    begins.recv_timeout(PATIENCE).unwrap();
    portal.shutdown();
    let dropped = dropped.try_recv().expect("the thread has ended");
    assert_eq!(dropped.id, loops);
    assert_eq!(caller.join().unwrap(), Err(PortalError::Closed));
}

#[test]
fn a_task_that_shuts_its_own_loop_down_ends_at_its_next_await() {
    let portal = Portal::start();
    let inner = portal.clone();
    let answer = portal.call(async move || {
        inner.shutdown();
        assert_eq!(inner.spawn(async || ()).err(), Some(PortalError::Closed));
        poll_fn(|cx| {
            cx.waker().wake_by_ref();
            Poll::<()>::Pending
        })
        .await;
    });
    assert_eq!(answer, Err(PortalError::Closed));
    portal.shutdown();
}

#[test]
fn a_loop_that_is_dropped_answers_who_waits() {
    // Before it has been polled, and after.
    for polls in [0, 2] {
        let (portal, mut serving) = Portal::new();
        let task = portal.spawn(async || pending::<()>().await).unwrap();
        let waiter = thread::spawn(move || task.wait());
        let (_, waker) = CountingWaker::new();
        for _ in 0..polls {
            assert!(poll(&mut serving, &waker).is_pending());
        }
        drop(serving);
        assert_eq!(waiter.join().unwrap(), Err(PortalError::Closed));
        assert_eq!(portal.spawn(async || ()).err(), Some(PortalError::Closed));
    }
}

#[test]
fn finish_refuses_what_is_new_and_waits_for_the_rest() {
    let portal = Portal::start();
    let (go, goes) = futures::channel::oneshot::channel();
    let begun = portal.spawn(async move || goes.await).unwrap();
    let finishing = portal.clone();
    let finisher = thread::spawn(move || finishing.finish());
    wait_until("it takes no more", || portal.is_closed());
    assert_eq!(portal.spawn(async || 1).err(), Some(PortalError::Closed));
    go.send(7).unwrap();
    finisher.join().unwrap();
    assert_eq!(begun.wait(), Ok(Ok(7)));
}

#[test]
fn shutdown_cuts_a_finish_short() {
    let portal = Portal::start();
    let endless = portal.spawn(async || pending::<()>().await).unwrap();
    let finishing = portal.clone();
    let finisher = thread::spawn(move || finishing.finish());
    wait_until("it takes no more", || portal.is_closed());
    portal.shutdown();
    finisher.join().unwrap();
    assert_eq!(endless.wait(), Err(PortalError::Closed));
}

#[test]
fn the_loop_ends_when_no_portal_is_left_and_all_tasks_are_done() {
    let (portal, mut serving) = Portal::new();
    let (go, goes) = futures::channel::oneshot::channel::<()>();
    let task = portal.spawn(async move || goes.await).unwrap();
    let copy = portal.clone();
    let (woken, waker) = CountingWaker::new();
    drop(portal);
    assert!(poll(&mut serving, &waker).is_pending(), "there is a copy");
    drop(copy);
    assert!(poll(&mut serving, &waker).is_pending(), "there is a task");
    let mut wakes = usize::MAX;
    while wakes != woken.count() {
        wakes = woken.count();
        assert!(poll(&mut serving, &waker).is_pending());
    }
    go.send(()).unwrap();
    assert!(woken.count() > wakes);
    block_on(serving);
    assert_eq!(task.wait(), Ok(Ok(())));
}

#[test]
fn a_panic_is_resumed_in_the_caller_and_the_loop_goes_on() {
    let portal = Portal::start();
    let called = panic_of(|| portal.call(async || -> u8 { panic!("the call broke") }));
    assert_eq!(called, "the call broke");
    let ran = panic_of(|| portal.run(|| -> u8 { panic!("the closure broke") }));
    assert_eq!(ran, "the closure broke");
    let task = portal.spawn(async || -> u8 { panic!("the task broke") });
    assert_eq!(panic_of(|| block_on(task.unwrap())), "the task broke");
    assert_eq!(portal.run(|| 1), Ok(1));
}

#[test]
fn a_panic_of_what_a_task_holds_does_not_reach_the_loop() {
    let portal = Portal::start();
    let held = async || drop(PanicsOnDrop);
    assert_eq!(
        panic_of(|| portal.call(held)),
        "a value that panics when dropped"
    );
    let endless = async || {
        let _held = PanicsOnDrop;
        pending::<()>().await;
    };
    let mut task = portal.spawn(endless).unwrap();
    portal.run(|| ()).unwrap();
    task.cancel();
    assert_eq!(task.wait(), Err(PortalError::Cancelled));
    // Nobody waits for this one.
    drop_early(&portal, PanicsOnDrop);
    assert_eq!(portal.run(|| 1), Ok(1));
    // Dropped by the shutdown.
    drop(portal.spawn(endless));
    portal.run(|| ()).unwrap();
    portal.shutdown();
}

#[test]
fn a_cancelled_task_is_dropped_on_its_thread_and_one_that_is_done_is_not_cancelled() {
    let portal = Portal::start();
    let loops = portal.run(here).unwrap();
    for begins in [true, false] {
        let (tattletale, dropped) = tattletale();
        let mut task = portal
            .spawn(async move || {
                let _tattletale = tattletale;
                pending::<()>().await;
            })
            .unwrap();
        if begins {
            portal.run(|| ()).unwrap();
        }
        task.cancel();
        assert_eq!(task.wait(), Err(PortalError::Cancelled));
        assert_eq!(dropped.try_recv().expect("it is gone").id, loops);
    }

    let mut done = portal.spawn(async || 1).unwrap();
    portal.run(|| ()).unwrap();
    done.cancel();
    assert_eq!(done.wait(), Ok(1));

    let mut late = portal.spawn(async || pending::<()>().await).unwrap();
    portal.shutdown();
    late.cancel();
    assert!(late.wait().is_err());
}

#[test]
fn a_task_that_is_not_done_in_time_may_be_waited_for_again() {
    let portal = Portal::start();
    let (go, goes) = futures::channel::oneshot::channel();
    let mut task = portal.spawn(async move || goes.await).unwrap();
    for timeout in [Duration::ZERO, Duration::from_millis(1)] {
        assert_eq!(task.wait_timeout(timeout), Err(PortalError::TimedOut));
    }
    go.send(7).unwrap();
    assert_eq!(task.wait_timeout(PATIENCE), Ok(Ok(7)));
    assert_eq!(
        panic_of(|| task.wait_timeout(PATIENCE)),
        "`PortalTask` polled after completion"
    );
    assert!(PortalError::TimedOut.to_string().contains("runs on"));
}

#[test]
fn an_answer_ends_a_wait_that_has_begun() {
    // So long that the clock can't tell, and a time it can.
    for timeout in [Duration::MAX, PATIENCE] {
        let portal = Portal::start();
        let (go, goes) = futures::channel::oneshot::channel();
        let (begins, begun) = channel();
        let mut task = portal.spawn(async move || goes.await).unwrap();
        let waiter = thread::spawn(move || {
            begins.send(()).unwrap();
            task.wait_timeout(timeout)
        });
        begun.recv().unwrap();
        go.send(1).unwrap();
        assert_eq!(waiter.join().unwrap(), Ok(Ok(1)));
    }
}

#[test]
fn what_ends_a_task_ends_a_wait_with_a_timeout() {
    let portal = Portal::start();
    let mut cancelled = portal.spawn(async || pending::<()>().await).unwrap();
    cancelled.cancel();
    assert_eq!(
        cancelled.wait_timeout(PATIENCE),
        Err(PortalError::Cancelled)
    );
    let mut broken = portal.spawn(async || -> u8 { panic!("the task broke") });
    let broken = broken.as_mut().unwrap();
    assert_eq!(panic_of(|| broken.wait_timeout(PATIENCE)), "the task broke");
    let mut closed = portal.spawn(async || pending::<()>().await).unwrap();
    portal.shutdown();
    assert_eq!(closed.wait_timeout(PATIENCE), Err(PortalError::Closed));
}

#[test]
fn on_the_loops_own_thread_a_timeout_is_not_waited_for() {
    let portal = Portal::start();
    let inner = portal.clone();
    let answers = portal.call(async move || {
        let mut task = inner.spawn(async || 1).unwrap();
        let refused = task.wait_timeout(Duration::MAX);
        (refused, task.await)
    });
    assert_eq!(answers, Ok((Err(PortalError::OwnThread), Ok(1))));
}

#[test]
fn a_task_may_be_cancelled_when_nobody_waits_any_more() {
    let portal = Portal::start();
    let loops = portal.run(here).unwrap();
    for polls in [0, 1] {
        let (tattletale, dropped) = tattletale();
        let task = portal.spawn(async move || {
            let _tattletale = tattletale;
            pending::<()>().await;
        });
        let mut task = task.unwrap().cancel_on_drop();
        let (_, waker) = CountingWaker::new();
        for _ in 0..polls {
            assert!(poll(&mut task, &waker).is_pending());
        }
        assert!(dropped.try_recv().is_err());
        drop(task);
        assert_eq!(dropped.recv_timeout(PATIENCE).unwrap().id, loops);
    }
}

#[test]
fn a_task_that_is_cancelled_when_dropped_answers_who_waits() {
    let portal = Portal::start();
    let spawn = || portal.spawn(async || 1).unwrap().cancel_on_drop();
    assert_eq!((block_on(spawn()), spawn().wait()), (Ok(1), Ok(1)));

    // Refused where it is waited for, and so dropped.
    let (tattletale, dropped) = tattletale();
    let inner = portal.clone();
    let refused = portal.run(move || {
        let task = inner.spawn(async move || {
            let _tattletale = tattletale;
            pending::<()>().await;
        });
        task.unwrap().cancel_on_drop().wait()
    });
    assert_eq!(refused, Ok(Err(PortalError::OwnThread)));
    dropped.recv_timeout(PATIENCE).unwrap();

    // There is nothing left to cancel.
    let late = spawn();
    portal.shutdown();
    drop(late);
}

#[test]
fn a_task_nobody_waits_for_runs_on_and_its_result_is_dropped_on_the_loops_thread() {
    let portal = Portal::start();
    let loops = portal.run(here).unwrap();
    let (tattletale, dropped) = tattletale();
    drop_early(&portal, tattletale);
    assert_eq!(dropped.recv_timeout(PATIENCE).unwrap().id, loops);
}

#[test]
fn futures_may_hold_what_is_not_send() {
    thread_local! {
        static SHARED: Rc<RefCell<Vec<u8>>> = Rc::default();
    }
    let portal = Portal::start();
    let push = |n| {
        portal.call(async move || {
            let shared = SHARED.with(Rc::clone);
            turn().await;
            shared.borrow_mut().push(n);
            shared.borrow().len()
        })
    };
    assert_eq!([push(1), push(2)], [Ok(1), Ok(2)]);
}

#[test]
fn serve_ends_with_its_body_after_the_calls_it_took() {
    let (tell, told) = channel();
    let returned = block_on(Portal::serve(async |portal| {
        let (done, answer) = futures::channel::oneshot::channel();
        let caller = portal.clone();
        thread::spawn(move || done.send(caller.run(here)).unwrap());
        assert_eq!(answer.await.unwrap(), Ok(here()));
        drop(portal.spawn(async move || {
            turn().await;
            tell.send("finished").unwrap();
        }));
        portal
    }));
    assert_eq!(told.try_recv(), Ok("finished"));
    assert!(returned.is_closed());
}

#[test]
fn a_body_that_panics_or_is_dropped_takes_its_tasks_along() {
    let (tattletale, dropped) = tattletale();
    let broken = panic_of(|| {
        block_on(Portal::serve(async |portal| {
            let task = portal.spawn(async move || {
                let _tattletale = tattletale;
                pending::<()>().await;
            });
            turn().await;
            drop(task);
            panic!("the body broke");
        }))
    });
    assert_eq!(broken, "the body broke");
    assert_eq!(dropped.try_recv().unwrap().id, here());
}

/// Calls from many threads, into a loop that is shut down at some time: each is answered, once.
#[test]
fn every_call_has_one_answer_whenever_the_loop_shuts_down() {
    const CALLERS: usize = 4;
    for round in 0..30 {
        let portal = Portal::start();
        let ran = Arc::new(AtomicUsize::new(0));
        let start = Arc::new(Barrier::new(CALLERS + 1));
        let callers: Vec<_> = (0..CALLERS)
            .map(|_| {
                let (portal, ran, start) = (portal.clone(), Arc::clone(&ran), Arc::clone(&start));
                thread::spawn(move || {
                    start.wait();
                    let mut answered = 0;
                    loop {
                        let ran = Arc::clone(&ran);
                        match portal.call(async move || ran.fetch_add(1, Ordering::Relaxed)) {
                            Ok(_) => answered += 1,
                            Err(error) => break (answered, error),
                        }
                    }
                })
            })
            .collect();
        start.wait();
        while ran.load(Ordering::Relaxed) < round {
            thread::yield_now();
        }
        portal.shutdown();
        let mut answered = 0;
        for caller in callers {
            let (count, error) = caller.join().unwrap();
            assert_eq!(error, PortalError::Closed);
            answered += count;
        }
        let ran = ran.load(Ordering::Relaxed);
        assert_eq!(answered, ran, "what has run to its end is answered");
    }
}
