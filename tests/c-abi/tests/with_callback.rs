//! Async functions that C calls: each call is completed once, whatever becomes of it.
#![allow(unsafe_code, reason = "C calls")]

use std::ffi::c_int;
use std::future::pending;
use std::panic::resume_unwind;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use asyncify::{Portal, asyncify};
// The C code is linked with it.
use c_abi as _;

const THREADS: usize = 4;
const EACH: usize = 250;

unsafe extern "C" {
    safe fn twins_call(function: c_int, threads: c_int, each: c_int);
    safe fn twins_completions(function: c_int, call: c_int) -> c_int;
    safe fn twins_value(function: c_int, call: c_int) -> c_int;
}

/// Has C call the function of that number on several threads.
fn call(function: c_int) {
    twins_call(function, THREADS as c_int, EACH as c_int);
}

/// What each call was completed with, which was done once.
fn values(function: c_int) -> impl Iterator<Item = c_int> {
    (0..(THREADS * EACH) as c_int).map(move |call| {
        assert_eq!(twins_completions(function, call), 1, "call {call}");
        twins_value(function, call)
    })
}

static HALVES: LazyLock<Portal> = LazyLock::new(Portal::start);

/// Halves; an odd number makes it panic, at once or after it has waited.
#[asyncify(callback, portal = HALVES, abandoned = -1)]
#[unsafe(no_mangle)]
pub async extern "C" fn halve(number: c_int) -> c_int {
    if number % 4 == 1 {
        resume_unwind(Box::new(number));
    }
    asyncify::blocking(|| ()).await;
    if number % 4 == 3 {
        resume_unwind(Box::new(number));
    }
    number / 2
}

#[test]
fn what_succeeds_and_what_panics() {
    call(0);
    HALVES.finish();
    for (number, value) in (0..).zip(values(0)) {
        let expected = if number % 2 == 0 { number / 2 } else { -1 };
        assert_eq!(value, expected);
    }
}

static STALLS: LazyLock<Portal> = LazyLock::new(Portal::start);
static STALLING: AtomicUsize = AtomicUsize::new(0);

#[asyncify(callback, name = stall, portal = &*STALLS, abandoned = -number - 1)]
#[unsafe(no_mangle)]
async extern "C" fn never(number: c_int) -> c_int {
    STALLING.fetch_add(1, Ordering::Relaxed);
    pending::<()>().await;
    number
}

#[test]
fn what_a_shutdown_comes_before() {
    let calls = thread::spawn(|| call(1));
    while STALLING.load(Ordering::Relaxed) < EACH {
        thread::yield_now();
    }
    STALLS.shutdown();
    calls.join().unwrap();
    assert!(values(1).eq((0..(THREADS * EACH) as c_int).map(|number| -number - 1)));
}

static NOTES: LazyLock<Portal> = LazyLock::new(Portal::start);
static NOTED: AtomicUsize = AtomicUsize::new(0);

/// Nothing to tell: it is called back without a value, or not at all if there is no callback.
#[asyncify(callback, name = note, portal = NOTES)]
#[unsafe(export_name = "note")]
async extern "C" fn take_note() {
    NOTED.fetch_add(1, Ordering::Relaxed);
}

#[test]
fn what_returns_nothing_and_what_nobody_waits_for() {
    call(2);
    NOTES.finish();
    assert!(values(2).all(|value| value == 1));
    assert_eq!(NOTED.load(Ordering::Relaxed), 2 * THREADS * EACH);
}
