//! Callbacks when threads and processes end.

use std::cell::RefCell;
use std::env;
use std::ffi::c_int;
use std::future::Future;
use std::pin::Pin;
use std::process::Command;
use std::sync::mpsc::channel;
use std::thread;

use asyncify::CallError;
use futures::FutureExt;
use futures::executor::block_on;

use crate::storm::storms_on;
use crate::sys::other::start_here;
use crate::sys::{
    hostile_call, hostile_call_at_end, hostile_call_at_exit, hostile_call_forked,
    hostile_end_elsewhere, start, watch,
};
use crate::{ANSWERED, REFUSED};

/// Runs its job when its thread ends.
struct AtEnd(RefCell<Option<Box<dyn FnOnce()>>>);

impl Drop for AtEnd {
    fn drop(&mut self) {
        if let Some(job) = self.0.take() {
            job();
        }
    }
}

thread_local! {
    static AT_END: AtEnd = const { AtEnd(RefCell::new(None)) };
}

/// Starts a call: it is pending, and C may call.
fn started<F: Future>(call: F) -> Pin<Box<F>> {
    let mut call = Box::pin(call);
    assert!(call.as_mut().now_or_never().is_none());
    call
}

pub(crate) fn of_threads() {
    called_by_a_thread_of_c();
    called_after_a_thread_of_rust();
    started_by_a_destructor();
}

/// C's thread calls from a destructor of its own, and again.
fn called_by_a_thread_of_c() {
    let call = started(start(0, 0));
    hostile_end_elsewhere(0, 3);
    assert!(block_on(call).is_ok());

    let mut here = started(start_here(0, 0));
    hostile_end_elsewhere(0, 3);
    assert!(here.as_mut().now_or_never().is_none());
    assert_eq!(hostile_call(0), ANSWERED);
    assert!(block_on(here).is_ok());
}

/// C calls from a destructor on a thread that has had keys of both kinds.
fn called_after_a_thread_of_rust() {
    let events = thread::spawn(|| {
        drop(started(start_here(2, 0)));
        let events = watch(1, 0).unwrap();
        hostile_call_at_end(1, 3);
        events
    });
    assert_eq!(events.join().unwrap().backlog(), 3);
}

/// A destructor of a thread-local starts calls, which C answers at once, when the thread's own keys are
/// already gone.
fn started_by_a_destructor() {
    let (tell, told) = channel();
    let ending = thread::spawn(move || {
        // First used, last destroyed.
        AT_END.with(|end| {
            *end.0.borrow_mut() = Some(Box::new(move || {
                let anywhere = block_on(start(3, 1)).is_ok();
                let here = matches!(block_on(start_here(3, 1)), Err(CallError::Abandoned(_)));
                tell.send((anywhere, here)).unwrap();
            }));
        });
        drop(started(start_here(3, 0)));
    });
    ending.join().unwrap();
    assert_eq!(told.recv(), Ok((true, true)));
    assert_eq!(hostile_call(3), REFUSED);
}

/// Which process this is.
const SCENE: &str = "HOSTILE_SCENE";

pub(crate) fn of_processes() {
    assert_eq!(status("exit"), 2 * ANSWERED + 2 * REFUSED);
    assert_eq!(status("fork"), 0);
    // The thread sanitizer wants all threads joined.
    if !cfg!(tsan) {
        assert_eq!(status("storm"), 0);
    }
}

fn status(scene: &str) -> c_int {
    let program = env::current_exe().unwrap();
    let status = Command::new(program).env(SCENE, scene).status().unwrap();
    status.code().expect("it is not killed")
}

/// Whether this is a process of one of the scenes, which is over as soon as `main` returns.
pub(crate) fn is_child() -> bool {
    let Ok(scene) = env::var(SCENE) else {
        return false;
    };
    match &*scene {
        "exit" => called_at_exit(),
        "fork" => called_when_forked(),
        _ => storms_on(),
    }
    true
}

/// Thread-locals are gone by then, and with them what belongs to this thread.
fn called_at_exit() {
    let call = started(start(0, 0));
    let events = watch(1, 0).unwrap();
    let here = started(start_here(2, 0));
    drop(started(start(3, 0)));
    std::mem::forget((call, events, here));
    hostile_call_at_exit(4);
}

/// What a call of a forked process brings arrives there; here it is still to come.
fn called_when_forked() {
    let mut call = started(start(0, 0));
    drop(started(start(1, 0)));
    assert_eq!(hostile_call_forked(0), ANSWERED);
    assert_eq!(hostile_call_forked(1), REFUSED);
    assert!(call.as_mut().now_or_never().is_none());
    assert_eq!(hostile_call(0), ANSWERED);
    assert!(block_on(call).is_ok());
}
