//! What a context promises: its function around the body, whatever becomes of either.
#![cfg(all(feature = "_pool", not(loom)))]

mod common;

use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::task::Waker;
use std::thread;

use asyncify_runtime::{Context, HandOut, context};
use common::{Drops, PATIENCE, block_on, message, on_every_executor, poll};
use futures::channel::oneshot;
use futures::future::{Either, FutureExt, select};

type Log = Sender<&'static str>;

/// A context that tells what it does.
fn telling(log: Log) -> Context<String> {
    context(async move |out: HandOut<String>| {
        log.send("set up").unwrap();
        yielded().await;
        let text = out.give("handed out".to_owned()).await;
        log.send("tear down").unwrap();
        yielded().await;
        assert_eq!(text, "handed out, and back");
        log.send("torn down").unwrap();
    })
}

/// Comes back by a waker that is woken on another thread.
async fn yielded() {
    let (wake, woken) = oneshot::channel();
    thread::spawn(move || wake.send(()));
    woken.await.unwrap();
}

/// A context whose steps fail as is said.
fn failing(
    set_up: Result<(), &'static str>,
    end: Result<(), &'static str>,
) -> Context<u8, Result<(), &'static str>> {
    context(async move |out: HandOut<u8>| {
        set_up?;
        out.give(5).await;
        end
    })
}

fn panic_of(code: impl FnOnce()) -> String {
    message(catch_unwind(AssertUnwindSafe(code)).expect_err("it panics"))
}

#[test]
fn the_function_stands_around_the_body() {
    on_every_executor(|| async {
        let (log, told) = channel();
        let logging = log.clone();
        let length = telling(log).with(async move |text| {
            logging.send("use").unwrap();
            text.push_str(", and back");
            yielded().await;
            text.len()
        });
        assert_eq!(length.boxed().await, 20);
        assert_eq!(
            told.iter().collect::<Vec<_>>(),
            ["set up", "use", "tear down", "torn down"]
        );
    });
}

#[test]
fn cancelled_in_the_body_the_function_ends_elsewhere() {
    on_every_executor(|| async {
        let (log, told) = channel();
        let (begin, begun) = oneshot::channel();
        let using = telling(log).with(async move |text| {
            text.push_str(", and back");
            begin.send(()).unwrap();
            pending::<()>().await;
        });
        match select(using.boxed(), begun).await {
            Either::Left(_) => unreachable!("it has no end"),
            Either::Right((_, using)) => drop(using),
        }
        // On this thread there may be the task that tears down.
        while told.try_recv() != Ok("torn down") {
            yielded().await;
        }
    });
}

#[test]
fn cancelled_in_the_set_up_the_function_is_dropped() {
    let drops = Drops::default();
    let dropped = drops.counted();
    let context = context(async move |out: HandOut<()>| {
        let _dropped = dropped;
        pending::<()>().await;
        out.give(()).await;
    });
    let mut using = context.with(async |()| unreachable!());
    assert!(poll(&mut using, Waker::noop()).is_pending());
    assert_eq!(drops.count(), 0);
    drop(using);
    assert_eq!(drops.count(), 1);
}

#[test]
fn cancelled_in_the_tear_down_it_goes_on_by_the_hook() {
    let (end, ended) = oneshot::channel::<()>();
    let (tell, told) = channel();
    let (hook, cleanups) = channel();
    let context = context(async move |out: HandOut<u8>| {
        let given = out.give(5).await;
        ended.await.unwrap();
        tell.send(given).unwrap();
    });
    let mut using = context
        .with(async |_| ())
        .cleanup_on(move |cleanup| hook.send(cleanup));
    assert!(poll(&mut using, Waker::noop()).is_pending());
    drop(using);
    end.send(()).unwrap();
    block_on(cleanups.try_recv().unwrap());
    assert_eq!(told.try_recv(), Ok(5));
}

#[test]
fn nothing_is_done_without_a_poll() {
    let context: Context<()> = context(async |_: HandOut<()>| unreachable!());
    drop(context.with(async |()| unreachable!()));
}

#[test]
fn errors_of_the_function_are_the_contexts() {
    let run = |set_up, end| block_on(failing(set_up, end).with(async |n| *n + 1));
    assert_eq!(run(Ok(()), Ok(())), Ok(6));
    assert_eq!(run(Err("set-up"), Ok(())), Err("set-up"));
    assert_eq!(run(Ok(()), Err("end")), Err("end"));
}

#[test]
fn the_bodys_error_comes_before_that_of_the_tear_down() {
    let run = |set_up, used: Result<u8, _>, end| {
        block_on(failing(set_up, end).try_with(async |n| used.map(|add| *n + add)))
    };
    assert_eq!(run(Ok(()), Ok(1), Ok(())), Ok(6));
    assert_eq!(run(Err("set-up"), Ok(1), Ok(())), Err("set-up"));
    assert_eq!(run(Ok(()), Ok(1), Err("end")), Err("end"));
    assert_eq!(run(Ok(()), Err("body"), Ok(())), Err("body"));
    assert_eq!(run(Ok(()), Err("body"), Err("end")), Err("body"));
}

#[test]
fn a_panic_of_the_body_goes_on_after_the_tear_down() {
    let (log, told) = channel();
    let using = telling(log).with(async |text| {
        text.push_str(", and back");
        panic!("of the body");
    });
    assert_eq!(panic_of(|| block_on(using)), "of the body");
    assert_eq!(
        told.iter().collect::<Vec<_>>(),
        ["set up", "tear down", "torn down"]
    );
}

#[test]
fn panics_of_the_function_come_out() {
    let set_up: Context<()> = context(async |_: HandOut<()>| panic!("of the set-up"));
    assert_eq!(
        panic_of(|| block_on(set_up.with(async |()| ()))),
        "of the set-up"
    );
    let tear_down: Context<()> = context(async |out: HandOut<()>| {
        out.give(()).await;
        panic!("of the tear-down");
    });
    assert_eq!(
        panic_of(|| block_on(tear_down.with(async |()| ()))),
        "of the tear-down"
    );
}

#[test]
fn a_function_that_hands_nothing_out_is_named() {
    async fn forgetful(_: HandOut<()>) {}
    async fn late(out: HandOut<()>) -> Result<(), &'static str> {
        drop(out);
        yielded().await;
        Ok(())
    }
    let said = panic_of(|| block_on(context(forgetful).with(async |()| ())));
    assert!(
        said.contains("forgetful` (runtime/tests/contract_context.rs:"),
        "{said}"
    );
    assert!(
        said.ends_with("ended without handing its resource out"),
        "{said}"
    );
    let said = panic_of(|| block_on(context(late).with(async |()| ())).unwrap());
    assert!(said.contains("late`"), "{said}");
}

#[test]
fn the_resource_may_be_handed_out_by_another_task() {
    let (back, came_back) = channel();
    let context = context(async move |out: HandOut<u8>| {
        let (end, ended) = oneshot::channel();
        thread::spawn(move || {
            back.send(block_on(out.give(5))).unwrap();
            end.send(()).unwrap();
        });
        ended.await.unwrap();
    });
    let value = block_on(context.with(async |n| {
        *n += 1;
        yielded().await;
        "value"
    }));
    assert_eq!((value, came_back.try_recv()), ("value", Ok(6)));
}

#[test]
fn what_is_handed_out_after_the_context_is_gone_comes_back() {
    let (hand, handed) = channel();
    let context = context(async move |out: HandOut<u8>| hand.send(out).unwrap());
    assert!(panic_of(|| block_on(context.with(async |_| ()))).ends_with("out"));
    let out = handed.try_recv().unwrap();
    assert_eq!(out.give(5).now_or_never(), Some(5));
}

#[test]
fn a_function_that_does_not_wait_for_the_resource_drops_it() {
    let drops = Drops::default();
    let resource = drops.counted();
    let context = context(async move |out: HandOut<_>| {
        assert!(out.give(resource).now_or_never().is_none());
    });
    let seen = block_on(context.with(async |_| drops.count()));
    assert_eq!((seen, drops.count()), (0, 1));
}

#[test]
fn a_panicking_tear_down_after_a_cancellation_harms_nobody() {
    let (tell, told) = channel::<()>();
    let context: Context<u8> = context(async move |out: HandOut<u8>| {
        out.give(5).await;
        drop(tell);
        panic!("of the tear-down");
    });
    let mut using = context.with(async |_| pending::<()>().await);
    assert!(poll(&mut using, Waker::noop()).is_pending());
    drop(using);
    assert_eq!(
        told.recv_timeout(PATIENCE),
        Err(RecvTimeoutError::Disconnected)
    );
}

#[test]
fn it_is_send() {
    fn assert_send<T: Send>(value: T) -> T {
        value
    }
    let context = assert_send(failing(Ok(()), Ok(())));
    assert_eq!(block_on(assert_send(context.with(async |n| *n))), Ok(5));
}
