//! Calls that take turns on one value, in every interleaving, in small. Each job of the pool is a
//! thread of the model.
//!
//! `RUSTFLAGS="--cfg loom" cargo test -p asyncify-runtime --release --test loom_turns`
#![cfg(all(loom, feature = "_pool"))]

#[path = "common/model.rs"]
mod model;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;

use asyncify_runtime::__private::Turns;
use loom::future::block_on;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use loom::thread;
use model::{model, model_within, poll};

/// Adds one, and tells what came out.
fn count(turns: &Turns<u8>) -> u8 {
    let call = turns.call(|count| {
        *count += 1;
        *count
    });
    block_on(pin!(call))
}

/// A call that comes while another one runs, or just as it ends, has its turn.
#[test]
fn a_call_races_another() {
    model_within(2, || {
        let turns = Turns::new(0);
        let clone = turns.clone();
        let other = thread::spawn(move || count(&clone));
        let mine = count(&turns);
        assert_eq!(mine + other.join().unwrap(), 3);
    });
}

/// A call that is dropped runs to its end before the next, or does not run.
#[test]
fn a_call_races_one_that_is_dropped() {
    model(|| {
        let turns = Turns::new(0);
        let mut dropped = turns.call(|count| *count += 10);
        let _ = poll(&mut dropped);
        drop(dropped);
        assert!([1, 11].contains(&count(&turns)));
    });
}

/// The value is taken after the calls that were polled before.
#[test]
fn the_value_is_taken_after_a_call() {
    model(|| {
        let turns = Turns::new(0);
        let mut call = turns.call(|count| *count += 1);
        let _ = poll(&mut call);
        let taken = block_on(pin!(turns.take(|count| count)));
        block_on(pin!(call));
        assert_eq!(taken, 1);
        let empty = catch_unwind(AssertUnwindSafe(|| count(&turns)));
        assert!(empty.is_err());
    });
}

/// The value is dropped once, whoever is the last to have it.
#[test]
fn the_value_is_dropped_with_the_last_clone() {
    struct Guard(Arc<AtomicUsize>);
    impl Drop for Guard {
        fn drop(&mut self) {
            self.0.fetch_add(1, Relaxed);
        }
    }
    model(|| {
        let gone = Arc::new(AtomicUsize::new(0));
        let turns = Turns::new(Guard(gone.clone()));
        let mut call = turns.call(|_| ());
        let _ = poll(&mut call);
        drop((turns, call));
        while gone.load(Relaxed) == 0 {
            thread::yield_now();
        }
        assert_eq!(gone.load(Relaxed), 1);
    });
}
