//! The contract's rows, as they concern what a call tells of itself while it is under way.
#![cfg(not(loom))]

mod common;

use std::future::{pending, ready};
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};
use std::sync::mpsc::channel;
use std::task::{Poll, Waker};

use asyncify_runtime::{
    Completer, EventStream, Lagged, Overflow, Reporter, StreamOptions, WithProgress, once,
    with_lossy_progress, with_progress,
};
use common::*;
use futures::{FutureExt, StreamExt};

type Call<P> = WithProgress<std::future::Pending<()>, P>;

/// A call that goes on for ever; its reporter.
fn open<P>(options: StreamOptions) -> (Call<P>, Reporter<P>) {
    let mut kept = None;
    let call = with_progress(options, |reporter: Reporter<P>| {
        kept = Some(reporter);
        pending()
    });
    (call, kept.unwrap())
}

#[test]
fn a_report_on_any_thread_wakes_the_listener() {
    let api = ApiThread::new();
    let (call, reporter) = open(StreamOptions::new());
    let mut progress = call.progress();
    let (woken, waker) = CountingWaker::new();
    assert!(poll_next(&mut progress, &waker).is_pending());
    assert!(api.run(move || reporter.report(5)));
    assert_eq!(woken.count(), 1);
    assert_eq!(poll_next(&mut progress, &waker), Poll::Ready(Some(5)));
}

#[test]
fn progress_that_nobody_asked_for_is_dropped_at_once() {
    let drops = Drops::default();
    let (call, reporter) = open(StreamOptions::new());
    assert!(!reporter.report(drops.counted()));
    assert_eq!(drops.count(), 1);
    assert!(!reporter.report_with(|| unreachable!("nobody listens")));
    let mut progress = call.progress();
    assert!(reporter.report(drops.counted()));
    drop(progress.next().now_or_never());
    assert_eq!(drops.count(), 2);
}

#[test]
fn what_is_reported_inside_the_first_poll_is_buffered() {
    let mut call = with_progress(StreamOptions::new(), |reporter: Reporter<u8>| {
        once(move |done: Completer<()>| {
            reporter.report(1);
            done.complete(());
        })
    });
    let mut progress = call.progress();
    assert!(poll_next(&mut progress, Waker::noop()).is_pending());
    assert_eq!(poll(&mut call, Waker::noop()), Poll::Ready(Ok(())));
    assert_eq!(drain(&mut progress), [1]);
    assert_eq!(poll_next(&mut progress, Waker::noop()), Poll::Ready(None));
}

#[test]
fn the_end_of_the_call_wakes_the_listener() {
    let mut call = with_progress(StreamOptions::new(), |_: Reporter<u8>| ready(7));
    let mut progress = call.progress();
    let (woken, waker) = CountingWaker::new();
    assert!(poll_next(&mut progress, &waker).is_pending());
    assert_eq!(poll(&mut call, Waker::noop()), Poll::Ready(7));
    assert_eq!(woken.count(), 1);
    assert_eq!(poll_next(&mut progress, &waker), Poll::Ready(None));
}

#[test]
fn a_call_that_is_over_reports_nothing() {
    let (call, reporter) = open(StreamOptions::new());
    let mut progress = call.progress();
    reporter.report(1);
    assert!(!reporter.is_closed());
    drop(call);
    assert!(reporter.is_closed());
    assert!(!reporter.report(2));
    assert_eq!(drain(&mut progress), [1]);
    assert_eq!(poll_next(&mut progress, Waker::noop()), Poll::Ready(None));
}

/// `select!` wants to know what is over.
#[test]
fn a_call_and_its_progress_can_be_selected() {
    let mut call = with_progress(StreamOptions::new(), |reporter: Reporter<u8>| {
        once(move |done: Completer<&str>| {
            std::thread::spawn(move || {
                assert!((1..=3).all(|step| reporter.report(step)));
                done.complete("done");
            })
        })
    });
    let mut progress = call.progress();
    let (mut resolved, mut steps) = (None, Vec::new());
    block_on(async {
        loop {
            futures::select! {
                result = call => resolved = Some(result),
                step = progress.next() => steps.extend(step),
                complete => break,
            }
        }
    });
    assert_eq!((resolved, steps), (Some(Ok("done")), vec![1, 2, 3]));
}

#[test]
fn a_stream_taken_too_late_has_ended() {
    let mut call = with_progress(StreamOptions::new(), |_: Reporter<u8>| ready(()));
    assert!(poll(&mut call, Waker::noop()).is_ready());
    assert_eq!(block_on(call.progress().next()), None);
}

#[test]
fn a_second_listener_takes_the_place_of_the_first() {
    let (call, reporter) = open(StreamOptions::new());
    let mut first = call.progress();
    reporter.report(1);
    let mut second = call.progress();
    reporter.report(2);
    assert_eq!(drain(&mut first), [1]);
    assert_eq!(poll_next(&mut first, Waker::noop()), Poll::Ready(None));
    assert_eq!(drain(&mut second), [2]);
    drop(second);
    assert!(!reporter.report(3));
}

#[test]
fn the_policy_is_that_of_a_stream() {
    let options = StreamOptions::new()
        .buffer(2)
        .overflow(Overflow::DropOldest);
    let mut kept = None;
    let call = with_lossy_progress(options, |reporter: Reporter<Result<u8, Lagged>>| {
        kept = Some(reporter);
        pending::<()>()
    });
    let reporter = kept.unwrap();
    let mut progress = call.progress();
    for step in 1..=4 {
        reporter.report(Ok(step));
    }
    assert_eq!(
        drain(&mut progress),
        [Err(Lagged { lost: 2 }), Ok(3), Ok(4)]
    );
}

#[test]
fn a_blocked_callback_goes_on_when_nobody_listens_any_more() {
    type Kept = Option<(EventStream<u8>, Call<u8>)>;
    let endings: [fn(Call<u8>) -> Kept; 2] = [
        |call| {
            drop(call);
            None
        },
        |call| Some((call.progress(), call)),
    ];
    for end in endings {
        let api = ApiThread::new();
        let options = StreamOptions::new().buffer(1).overflow(Overflow::Block);
        let (call, reporter) = open(options);
        let mut progress = call.progress();
        assert!(reporter.report(1));
        let (begun, has_begun) = channel();
        let (tell, told) = channel();
        api.start(move || {
            let second = || {
                begun.send(()).unwrap();
                2
            };
            tell.send(reporter.report_with(second)).unwrap();
        });
        has_begun.recv_timeout(PATIENCE).unwrap();
        let _kept = end(call);
        assert_eq!(told.recv_timeout(PATIENCE), Ok(false));
        assert_eq!(drain(&mut progress), [1]);
    }
}

#[test]
fn a_callback_inside_the_poll_does_not_wait_for_progress_of_the_same_task() {
    let options = StreamOptions::new().buffer(1).overflow(Overflow::Block);
    let mut call = with_progress(options, |reporter: Reporter<u8>| {
        once(move |done: Completer<()>| {
            (0..3).for_each(|step| assert!(reporter.report(step)));
            done.complete(());
        })
    });
    let mut progress = call.progress();
    let reported = ApiThread::new().run(move || {
        assert_eq!(poll(&mut call, Waker::noop()), Poll::Ready(Ok(())));
        drain(&mut progress)
    });
    assert_eq!(reported, [0, 1, 2]);
}

#[test]
fn a_panic_of_the_value_is_the_listeners() {
    let (call, reporter) = open::<u8>(StreamOptions::new());
    let mut progress = call.progress();
    reporter.report(1);
    assert!(!reporter.report_with(|| panic!("no value")));
    assert_eq!(drain_one(&mut progress), Some(1));
    let panicked = catch_unwind(AssertUnwindSafe(|| drain_one(&mut progress)));
    assert_eq!(message(panicked.unwrap_err()), "no value");
    assert_eq!(drain_one(&mut progress), None);
    assert!(!reporter.is_closed());
}

fn drain_one(progress: &mut EventStream<u8>) -> Option<u8> {
    progress.next().now_or_never().expect("something is there")
}

#[test]
fn a_panic_of_a_reply_is_the_futures() {
    let (mut call, reporter) = open::<u8>(StreamOptions::new());
    assert_eq!(reporter.reply(|| 3), Some(3));
    assert_eq!(reporter.reply(|| -> u8 { panic!("no reply") }), None);
    let panicked = catch_unwind(AssertUnwindSafe(|| poll(&mut call, Waker::noop())));
    assert_eq!(message(panicked.unwrap_err()), "no reply");
    drop(call);
    assert_eq!(reporter.reply(|| -> u8 { panic!("too late") }), None);
}

#[test]
fn a_panic_of_a_reply_wakes_the_future() {
    let api = ApiThread::new();
    let (mut call, reporter) = open::<u8>(StreamOptions::new());
    let (woken, waker) = CountingWaker::new();
    assert!(poll(&mut call, &waker).is_pending());
    api.run(move || reporter.reply(|| -> u8 { panic!("no reply") }));
    assert_eq!(woken.count(), 1);
    let panicked = catch_unwind(AssertUnwindSafe(|| poll(&mut call, &waker)));
    assert_eq!(message(panicked.unwrap_err()), "no reply");
}

#[test]
fn a_second_panic_of_a_reply_does_not_unwind_into_the_callback() {
    let api = ApiThread::new();
    let (mut call, reporter) = open::<u8>(StreamOptions::new());
    api.run(move || {
        assert_eq!(reporter.reply(|| -> u8 { panic!("the first") }), None);
        let second = reporter.reply(|| -> u8 { panic_any(PanicsOnDrop) });
        assert_eq!(second, None);
    });
    let panicked = catch_unwind(AssertUnwindSafe(|| poll(&mut call, Waker::noop())));
    assert_eq!(message(panicked.unwrap_err()), "the first");
}

#[test]
fn dropping_the_call_inside_a_report_lets_go_of_the_handle_elsewhere() {
    let (handle, told) = tattletale();
    let api = ApiThread::new();
    let mut kept = None;
    let (keep, done) = channel();
    let mut call = with_progress(StreamOptions::new(), |reporter: Reporter<u8>| {
        kept = Some(reporter);
        once(move |done: Completer<()>| {
            keep.send(done).unwrap();
            handle
        })
    });
    let reporter = kept.unwrap();
    let mut progress = call.progress();
    assert!(poll(&mut call, Waker::noop()).is_pending());
    let waker = InlineWaker::waker(move || drop(call));
    assert!(poll_next(&mut progress, &waker).is_pending());
    let thread = api.id();
    api.run(move || reporter.report(1));
    assert_ne!(told.recv_timeout(PATIENCE).unwrap().id, thread);
    drop(done);
}

#[test]
fn values_that_panic_when_dropped_do_not_reach_the_api() {
    let (call, reporter) = open(StreamOptions::new());
    assert!(!reporter.report(PanicsOnDrop));
    drop(call);
    assert!(!reporter.report(PanicsOnDrop));
}
