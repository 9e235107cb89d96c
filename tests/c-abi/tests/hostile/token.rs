//! What callbacks bring: each value is made once and dropped once, and meddles while it is.

use std::cell::Cell;
use std::ffi::c_int;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::ANSWERED;
use crate::sys::{hostile_call, hostile_destroy};

static MADE: AtomicUsize = AtomicUsize::new(0);
static DROPPED: AtomicUsize = AtomicUsize::new(0);
static MISTAKEN: AtomicUsize = AtomicUsize::new(0);

/// Whether callbacks call others, and panic.
pub(crate) static MEDDLES: AtomicBool = AtomicBool::new(false);

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// Calls back from inside a callback, or from wherever else code of the user's runs in one.
pub(crate) fn meddle(number: c_int) {
    let depth = DEPTH.get();
    if !MEDDLES.load(Ordering::Relaxed) || depth == 3 {
        return;
    }
    DEPTH.set(depth + 1);
    match number % 16 {
        0 => hostile_destroy(number / 16 % 64),
        1..=3 => {
            hostile_call(number / 16 % 64);
        }
        _ => {}
    }
    DEPTH.set(depth);
}

/// A value with its number.
#[derive(Debug, PartialEq)]
pub(crate) struct Token(Box<c_int>);

impl Token {
    pub(crate) fn new(number: c_int) -> Self {
        meddle(number);
        if MEDDLES.load(Ordering::Relaxed) && number % 97 == 0 {
            resume_unwind(Box::new(number));
        }
        MADE.fetch_add(1, Ordering::Relaxed);
        Self(Box::new(number))
    }

    pub(crate) fn number(&self) -> c_int {
        *self.0
    }
}

impl Drop for Token {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Ordering::Relaxed);
        meddle(self.number() / 3);
    }
}

/// What C is answered.
pub(crate) fn answer(number: c_int) -> c_int {
    if MEDDLES.load(Ordering::Relaxed) && number % 101 == 0 {
        MISTAKEN.fetch_add(1, Ordering::Relaxed);
        resume_unwind(Box::new(number));
    }
    ANSWERED
}

/// How often that was a panic.
pub(crate) fn mistaken() -> usize {
    MISTAKEN.load(Ordering::Relaxed)
}

pub(crate) fn all_are_dropped() {
    let [made, dropped] = [&MADE, &DROPPED].map(|count| count.load(Ordering::Relaxed));
    assert!(made > 0);
    assert_eq!(made, dropped);
}
