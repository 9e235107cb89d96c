//! What a scope promises, whoever runs it: what comes after what, and that the release comes once.
#![cfg(all(feature = "_pool", not(loom)))]

mod common;

use std::future::{Future, pending};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};

use asyncify_runtime::{Cleanup, Scope, scope, try_scope};
use common::*;

/// What has happened, in its order.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<&'static str>>>);

impl Log {
    fn add(&self, what: &'static str) {
        self.0.lock().unwrap().push(what);
    }

    fn take(&self) -> Vec<&'static str> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }

    fn on_drop(&self, what: &'static str) -> OnDrop {
        OnDrop(self.clone(), what)
    }
}

/// Logs that it was dropped.
struct OnDrop(Log, &'static str);

impl Drop for OnDrop {
    fn drop(&mut self) {
        self.0.add(self.1);
    }
}

/// A future that takes two polls.
async fn two_polls() {
    let mut first = true;
    std::future::poll_fn(|cx| match std::mem::take(&mut first) {
        true => {
            cx.waker().wake_by_ref();
            Poll::Pending
        }
        false => Poll::Ready(()),
    })
    .await;
}

/// A scope that takes a poll for each step, and logs each.
fn slow(log: &Log) -> Scope<impl Future<Output = u32> + use<>> {
    let [acquiring, using, releasing] = [log.clone(), log.clone(), log.clone()];
    scope(
        async move || {
            let _dropped = acquiring.on_drop("set-up dropped");
            acquiring.add("acquire");
            two_polls().await;
            acquiring.on_drop("resource dropped")
        },
        async move |_| {
            let _dropped = using.on_drop("body dropped");
            using.add("use");
            two_polls().await;
            7
        },
        async move |resource| {
            releasing.add("release");
            two_polls().await;
            drop(resource);
            releasing.add("released");
        },
    )
}

const ACQUIRED: [&str; 2] = ["acquire", "set-up dropped"];
const USED: [&str; 2] = ["use", "body dropped"];
const RELEASED: [&str; 3] = ["release", "resource dropped", "released"];

/// A hook that hands the cleanups to the test.
fn kept<F: Future>(scope: Scope<F>) -> (Scope<F>, Receiver<Cleanup>) {
    let (tell, told) = channel();
    (scope.cleanup_on(move |cleanup| tell.send(cleanup)), told)
}

/// The panic of a future.
fn panic_of<F: Future>(future: F) -> String {
    let caught = catch_unwind(AssertUnwindSafe(|| block_on(future)));
    message(caught.err().expect("it panics"))
}

fn log_released(log: &Log) {
    wait_until("the resource is released", || {
        log.0.lock().unwrap().contains(&"released")
    });
}

#[test]
fn the_value_comes_after_the_release() {
    let log = Log::default();
    let (scope, cleanups) = kept(slow(&log));
    assert!(log.take().is_empty(), "nothing is done before it is polled");
    assert_eq!(block_on(scope), 7);
    assert_eq!(log.take(), [&ACQUIRED[..], &USED, &RELEASED].concat());
    assert!(cleanups.try_recv().is_err());
}

#[test]
fn a_scope_that_was_not_polled_acquires_nothing() {
    let log = Log::default();
    let (scope, cleanups) = kept(slow(&log));
    drop(scope);
    assert!(log.take().is_empty());
    assert!(cleanups.try_recv().is_err());
}

#[test]
fn dropped_in_the_set_up_there_is_nothing_to_release() {
    let log = Log::default();
    let (mut scope, cleanups) = kept(slow(&log));
    assert!(poll(&mut scope, Waker::noop()).is_pending());
    drop(scope);
    assert_eq!(log.take(), ACQUIRED);
    assert!(cleanups.try_recv().is_err());
}

#[test]
fn dropped_in_the_body_the_hook_releases() {
    let log = Log::default();
    let (mut scope, cleanups) = kept(slow(&log));
    for _ in 0..2 {
        assert!(poll(&mut scope, Waker::noop()).is_pending());
    }
    drop(scope);
    assert_eq!(log.take(), [ACQUIRED, USED].concat());
    let cleanup = cleanups.try_recv().expect("it is called by the drop");
    assert!(
        log.take().is_empty(),
        "nothing is released before the hook does"
    );
    block_on(cleanup);
    assert_eq!(log.take(), RELEASED);
    assert!(cleanups.try_recv().is_err());
}

#[test]
fn dropped_in_the_release_it_goes_on_where_it_stands() {
    let log = Log::default();
    let (mut scope, cleanups) = kept(slow(&log));
    for _ in 0..3 {
        assert!(poll(&mut scope, Waker::noop()).is_pending());
    }
    assert_eq!(log.take().last(), Some(&"release"));
    drop(scope);
    block_on(cleanups.try_recv().expect("it is called by the drop"));
    assert_eq!(log.take(), ["resource dropped", "released"]);
}

#[test]
fn a_cleanup_that_is_dropped_goes_on_elsewhere() {
    for polls in 0..2 {
        let log = Log::default();
        let (mut scope, cleanups) = kept(slow(&log));
        for _ in 0..2 {
            assert!(poll(&mut scope, Waker::noop()).is_pending());
        }
        drop(scope);
        log.take();
        let mut cleanup = cleanups.try_recv().unwrap();
        for _ in 0..polls {
            assert!(poll(&mut cleanup, Waker::noop()).is_pending());
        }
        drop(cleanup);
        log_released(&log);
        assert_eq!(log.take(), RELEASED);
    }
}

#[test]
fn a_hook_that_panics_changes_who_releases() {
    let log = Log::default();
    let mut scope = slow(&log).cleanup_on(|_| panic!("a hook that panics"));
    for _ in 0..2 {
        assert!(poll(&mut scope, Waker::noop()).is_pending());
    }
    drop(scope);
    log_released(&log);
    assert_eq!(log.take(), [&ACQUIRED[..], &USED, &RELEASED].concat());
}

#[test]
fn the_last_hook_counts() {
    let log = Log::default();
    let first = slow(&log).cleanup_on(|_| panic!("replaced"));
    let (mut scope, cleanups) = kept(first);
    for _ in 0..2 {
        assert!(poll(&mut scope, Waker::noop()).is_pending());
    }
    drop(scope);
    assert!(cleanups.try_recv().is_ok());
}

#[test]
fn a_body_that_panics_when_dropped_is_cleaned_up_after() {
    let (tell, told) = channel();
    let mut scope = scope(
        async || 5,
        async |_| {
            let _dropped = PanicsOnDrop;
            pending::<()>().await;
        },
        async move |resource| tell.send(resource).unwrap(),
    );
    assert!(poll(&mut scope, Waker::noop()).is_pending());
    assert!(catch_unwind(AssertUnwindSafe(|| drop(scope))).is_err());
    assert_eq!(told.recv_timeout(PATIENCE), Ok(5));
}

#[test]
fn dropped_by_a_panic_it_is_released() {
    let (tell, told) = channel();
    let unwound = catch_unwind(AssertUnwindSafe(|| {
        let mut scope = scope(
            async || 5,
            async |_| pending::<()>().await,
            async move |resource| tell.send(resource).unwrap(),
        )
        .cleanup_on(|_| panic!("must not be a panic in a panic"));
        assert!(poll(&mut scope, Waker::noop()).is_pending());
        panic!("around the scope");
    }));
    assert!(unwound.is_err());
    assert_eq!(told.recv_timeout(PATIENCE), Ok(5));
}

#[test]
fn a_panic_of_the_body_goes_on_after_the_release() {
    let log = Log::default();
    let releasing = log.clone();
    let scope = scope(
        async || (),
        async |()| {
            two_polls().await;
            panic!("of the body");
        },
        async move |()| {
            releasing.add("release");
            two_polls().await;
            releasing.add("released");
        },
    );
    assert_eq!(panic_of(scope), "of the body");
    assert_eq!(log.take(), ["release", "released"]);
}

#[test]
fn dropped_in_the_release_after_a_panic_it_is_released() {
    let (tell, told) = channel();
    let mut scope = scope(
        async || 5,
        async |_| panic!("of the body"),
        async move |resource| {
            two_polls().await;
            tell.send(resource).unwrap();
        },
    );
    assert!(poll(&mut scope, Waker::noop()).is_pending());
    drop(scope);
    assert_eq!(told.recv_timeout(PATIENCE), Ok(5));
}

#[test]
fn of_two_panics_the_first_counts() {
    let both = scope(
        async || (),
        async |()| panic!("of the body"),
        async |()| panic!("of the release"),
    );
    assert_eq!(panic_of(both), "of the body");
    let release = scope(
        async || (),
        async |()| (),
        async |()| panic!("of the release"),
    );
    assert_eq!(panic_of(release), "of the release");
    let called = scope(
        async || (),
        async |()| (),
        |()| -> std::future::Ready<()> { panic!("of the release's call") },
    );
    assert_eq!(panic_of(called), "of the release's call");
}

#[test]
fn a_panic_of_the_set_up_releases_nothing() {
    let acquired: Scope<_> = scope(
        async || panic!("of the set-up"),
        async |_: &mut ()| unreachable!(),
        async |()| unreachable!(),
    );
    assert_eq!(panic_of(acquired), "of the set-up");
}

#[test]
fn a_panic_of_the_release_after_a_cancellation_harms_nobody() {
    for _ in 0..2 {
        let (tell, told) = channel();
        let mut scope = scope(
            async || tell,
            async |_| pending::<()>().await,
            async |tell| {
                tell.send(()).unwrap();
                panic!("of the release");
            },
        );
        assert!(poll(&mut scope, Waker::noop()).is_pending());
        drop(scope);
        assert_eq!(told.recv_timeout(PATIENCE), Ok(()));
        let again = told.recv_timeout(PATIENCE);
        assert_eq!(
            again,
            Err(RecvTimeoutError::Disconnected),
            "it is not run again"
        );
    }
}

#[test]
fn errors_release_all_the_same() {
    type Ends = Result<(), &'static str>;
    let run = |set_up: Ends, used: Ends, released: Ends| {
        let log = Log::default();
        let scope = try_scope(
            async || set_up,
            async |()| {
                log.add("use");
                used
            },
            {
                let log = log.clone();
                async move |()| {
                    log.add("release");
                    released
                }
            },
        );
        (block_on(scope), log.take())
    };
    assert_eq!(
        run(Ok(()), Ok(()), Ok(())),
        (Ok(()), vec!["use", "release"])
    );
    assert_eq!(run(Err("set-up"), Ok(()), Ok(())), (Err("set-up"), vec![]));
    assert_eq!(
        run(Ok(()), Err("use"), Ok(())),
        (Err("use"), vec!["use", "release"])
    );
    assert_eq!(
        run(Ok(()), Ok(()), Err("end")),
        (Err("end"), vec!["use", "release"])
    );
    assert_eq!(
        run(Ok(()), Err("use"), Err("end")),
        (Err("use"), vec!["use", "release"])
    );
}

#[test]
fn the_body_may_borrow_and_change_the_resource() {
    let name = String::from("four");
    let mut seen = Vec::new();
    let scope = scope(
        async || name.clone(),
        async |text| {
            text.push('!');
            two_polls().await;
            seen.push(text.len());
        },
        async |text| assert_eq!(text, "four!"),
    );
    block_on(scope);
    assert_eq!(seen, [5]);
}

#[test]
fn scopes_nest() {
    let log = Log::default();
    let nested = scope(
        async || log.on_drop("outer"),
        async |_| {
            let inner = scope(
                async || log.on_drop("inner"),
                async |_| 1,
                async |inner| drop(inner),
            );
            inner.await + 1
        },
        async |outer| drop(outer),
    );
    assert_eq!(block_on(nested), 2);
    assert_eq!(log.take(), ["inner", "outer"]);
}

#[test]
fn it_is_send_if_its_parts_are() {
    fn assert_send<T: Send>(value: T) -> T {
        value
    }
    let name = String::from("four");
    let borrowing = scope(
        async || name.len(),
        async |length| {
            two_polls().await;
            *length
        },
        async |_| two_polls().await,
    );
    assert_eq!(block_on(assert_send(borrowing)), 4);
}
