//! `#[asyncify(once, blocking)]`: one result of a function that blocks.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use asyncify::{Abandoned, CallError, Lagged, asyncify};
use futures::executor::block_on;
use futures::{FutureExt, StreamExt, join};

const PATIENCE: Duration = Duration::from_secs(60);

/// Calls back once, and returns after that.
#[asyncify(blocking)]
fn visit(names: Vec<String>, callback: impl FnOnce(Option<String>)) {
    callback(
        thread::current()
            .name()
            .map(str::to_owned)
            .filter(|_| !names.is_empty()),
    );
}

#[test]
fn the_call_runs_on_a_thread_with_the_functions_name() {
    let name = block_on(visit(vec![String::new()])).unwrap();
    assert_eq!(name.as_deref(), Some("visit"));
}

/// Fails, or calls back; or neither.
#[asyncify(blocking)]
fn find(key: &'static str, on_found: impl FnOnce(usize)) -> Result<u8, std::num::ParseIntError> {
    if key.is_empty() {
        return Ok(0);
    }
    on_found(key.parse()?);
    Ok(1)
}

#[test]
fn an_error_that_is_returned_fails_the_call() {
    assert!(matches!(block_on(find("12")), Ok(12)));
    assert!(matches!(block_on(find("x")), Err(CallError::Failed(_))));
    assert!(matches!(block_on(find("")), Err(CallError::Abandoned(_))));
}

/// What it returns is its result; what it calls back with is on the way there.
#[asyncify(once, blocking)]
fn clone(
    mut url: String,
    #[progress]
    #[reply(true, closed = false)]
    on_progress: &mut dyn FnMut(u32) -> bool,
) -> Result<String, u32> {
    url.push_str(".git");
    for step in 0..4 {
        if !on_progress(step) {
            return Err(step);
        }
    }
    match url.starts_with("http") {
        true => Ok(url),
        false => Err(404),
    }
}

#[test]
fn what_is_returned_is_the_result() {
    let call = clone("http://a".to_owned());
    let progress = call.progress().collect::<Vec<_>>();
    let (result, seen) = block_on(async { join!(call, progress) });
    assert_eq!(result.unwrap(), "http://a.git");
    assert_eq!(seen, [0, 1, 2, 3]);
    let failed = block_on(clone("a".to_owned()));
    assert!(matches!(failed, Err(CallError::Failed(404))));
}

#[derive(Debug, PartialEq)]
enum Failure {
    Returned(u32),
    Told(String),
    Abandoned,
}

impl From<u32> for Failure {
    fn from(code: u32) -> Self {
        Failure::Returned(code)
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Failure::Told(message)
    }
}

impl From<Abandoned> for Failure {
    fn from(_: Abandoned) -> Self {
        Failure::Abandoned
    }
}

#[asyncify(once, blocking, overflow = latest, error = Failure)]
fn backup<T: Clone>(
    value: T,
    #[progress] mut on_step: impl FnMut(u8),
    #[error] on_error: impl FnOnce(String),
    code: u32,
) -> Result<T, u32> {
    (0..3).for_each(&mut on_step);
    match code {
        0 => Ok(value),
        1 => {
            on_error("told".to_owned());
            Err(1)
        }
        code => Err(code),
    }
}

#[test]
fn errors_that_are_told_and_returned_become_one_type() {
    let call = backup("kept", 0);
    let progress = call.progress();
    assert_eq!(block_on(call), Ok("kept"));
    let seen: Vec<Result<u8, Lagged>> = block_on(progress.collect());
    assert_eq!(seen, [Err(Lagged { lost: 2 }), Ok(2)]);
    let told = block_on(backup((), 1));
    assert_eq!(told, Err(Failure::Told("told".to_owned())));
    assert_eq!(block_on(backup((), 7)), Err(Failure::Returned(7)));
}

#[asyncify(once, blocking, abandoned = panic)]
fn plain(steps: u32, #[progress] on_step: impl FnMut(u32)) -> u32 {
    (0..steps).for_each(on_step);
    steps
}

#[test]
fn a_plain_value_is_a_result_too() {
    assert_eq!(block_on(plain(3)), 3);
}

#[asyncify(once, blocking)]
fn breaks(#[progress] mut on_step: impl FnMut(u8)) {
    on_step(1);
    panic!("the call broke");
}

#[test]
fn a_panic_of_the_call_is_resumed_in_the_future() {
    let call = breaks();
    let progress = call.progress();
    let panicked = catch_unwind(AssertUnwindSafe(|| block_on(call)));
    assert_eq!(
        *panicked.unwrap_err().downcast::<&str>().unwrap(),
        "the call broke"
    );
    assert_eq!(block_on(progress.collect::<Vec<_>>()), [1]);
}

#[asyncify(blocking, cancel = { let stop = Arc::clone(&stop); move || stop.store(true, Ordering::SeqCst) })]
fn wait(stop: Arc<AtomicBool>, stopped: Sender<()>, callback: impl FnOnce()) {
    while !stop.load(Ordering::SeqCst) {
        thread::yield_now();
    }
    drop(callback);
    stopped.send(()).unwrap();
}

fn told(stopped: &Receiver<()>) -> bool {
    stopped.recv_timeout(PATIENCE).is_ok()
}

#[test]
fn a_call_that_is_dropped_is_cancelled() {
    let (tell, stopped) = channel();
    let mut call = Box::pin(wait(Arc::default(), tell));
    assert!(call.as_mut().now_or_never().is_none());
    drop(call);
    assert!(told(&stopped));
}

#[test]
fn a_call_that_was_never_polled_does_nothing() {
    let (tell, stopped) = channel();
    drop(wait(Arc::default(), tell));
    assert!(stopped.recv().is_err());
}
