//! Calls: a batch of them at once, completed by two threads in every way there is.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::{Context, Poll, Waker};
use std::thread;

use asyncify_runtime::{Abandoned, Completer, once};
use fastrand::Rng;
use futures::FutureExt;
use futures::executor::block_on;

use crate::Counts;
use crate::pace::Pace;
use crate::token::Token;

struct Value {
    number: u64,
    _token: Token,
}

/// What a callback does with its completer.
#[derive(Clone, Copy, Debug)]
enum Act {
    Complete,
    CompleteTwice,
    CompleteByClone,
    Map,
    Panic,
    Drop,
}

const ACTS: [Act; 8] = [
    // The most of them simply complete.
    Act::Complete,
    Act::Complete,
    Act::Complete,
    Act::CompleteTwice,
    Act::CompleteByClone,
    Act::Map,
    Act::Panic,
    Act::Drop,
];

/// What a callback panics with.
struct Planned;

struct Job {
    number: u64,
    act: Act,
    done: Completer<Value>,
}

pub(crate) fn episode(rng: &mut Rng) -> Counts {
    let (threads, workers): (Vec<_>, Vec<_>) = (0..2)
        .map(|_| {
            let (jobs, queue) = channel();
            let pace = Pace::drawn(rng);
            (thread::spawn(move || work(&queue, pace)), jobs)
        })
        .unzip();
    let batch = 1 << rng.u32(..10);
    let calls = 1 << rng.u32(8..16);
    let mut arrived = 0;
    for first in (0..calls).step_by(batch) {
        let numbers = first as u64..(first + batch) as u64;
        arrived += run(numbers, &workers, rng);
    }
    drop(workers);
    for thread in threads {
        thread.join().expect("a thread that panics ends the soak");
    }
    Counts { arrived, lost: 0 }
}

/// Starts all of these calls, then looks after each. Returns how many it awaited.
fn run(numbers: std::ops::Range<u64>, workers: &[Sender<Job>], rng: &mut Rng) -> u64 {
    let mut calls = Vec::new();
    for number in numbers {
        let act = ACTS[rng.usize(..ACTS.len())];
        let worker = workers[rng.usize(..workers.len())].clone();
        let mut call = Box::pin(once(move |done: Completer<Value>| {
            let job = Job { number, act, done };
            worker.send(job).expect("the worker waits for jobs");
        }));
        // A task that starts it, and goes.
        let mut other = Context::from_waker(Waker::noop());
        match caught(|| call.poll_unpin(&mut other)) {
            Some(Poll::Ready(outcome)) => check(number, act, Some(outcome)),
            Some(Poll::Pending) => calls.push((number, act, call)),
            None => check(number, act, None),
        }
    }
    let mut awaited = 0;
    for (number, act, call) in calls {
        // Some are given up.
        if rng.u32(..8) > 0 {
            check(number, act, caught(|| block_on(call)));
            awaited += 1;
        }
    }
    awaited
}

/// What came, unless it was a panic.
fn caught<R>(code: impl FnOnce() -> R) -> Option<R> {
    let outcome = catch_unwind(AssertUnwindSafe(code));
    outcome
        .map_err(|payload| assert!(payload.is::<Planned>()))
        .ok()
}

fn check(number: u64, act: Act, outcome: Option<Result<Value, Abandoned>>) {
    match outcome {
        Some(Ok(value)) => assert_eq!(value.number, number, "{act:?}"),
        Some(Err(Abandoned { .. })) => assert!(matches!(act, Act::Drop), "{act:?}"),
        None => assert!(matches!(act, Act::Panic), "{act:?}"),
    }
}

fn work(jobs: &Receiver<Job>, mut pace: Pace) {
    for Job { number, act, done } in jobs {
        let value = || Value {
            number,
            _token: Token::new(),
        };
        match act {
            Act::Complete => done.complete(value()),
            Act::CompleteTwice => {
                done.complete(value());
                done.complete(value());
            }
            Act::CompleteByClone => {
                let other = done.clone();
                drop(done);
                other.complete(value());
            }
            Act::Map => done.complete_with(value),
            Act::Panic => done.complete_with(|| resume_unwind(Box::new(Planned))),
            Act::Drop => drop(done),
        }
        pace.step();
    }
}
