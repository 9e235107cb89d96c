//! Many calls pending at once, completed from two threads.

use std::cell::Cell;
use std::thread;

use super::Single;
use super::local::poll;
use crate::alloc;
use crate::clock::{between, now};
use crate::measure::Effort;

/// How many calls a sample makes at least, however few of them are pending at once.
const CALLS: usize = 200_000;

/// The processor time that a call takes, and the memory that is kept when all are done.
pub(super) fn many<S: Single, const PENDING: usize>(_effort: Effort) -> Vec<f64> {
    let rounds = CALLS.div_ceil(PENDING);
    let mut time = 0.0;
    let mut kept = 0;
    for _ in 0..rounds {
        let (round, held) = round::<S>(PENDING);
        time += round;
        kept += held;
    }
    vec![time / (rounds * PENDING) as f64, kept as f64]
}

fn round<S: Single>(pending: usize) -> (f64, i64) {
    let kept = Cell::new(None);
    let before = alloc::held();
    let start = now();
    let (mut futures, mut senders) = (Vec::with_capacity(pending), Vec::with_capacity(pending));
    for _ in 0..pending {
        let mut future = Box::pin(S::open(|sender| kept.set(Some(sender))));
        assert!(poll(future.as_mut()).is_pending());
        futures.push(future);
        senders.push(kept.take().expect("the API has started"));
    }
    let others = senders.split_off(pending / 2);
    let started = now();
    let held = alloc::held() - before;
    let completed = thread::scope(|scope| {
        let threads = [senders, others].map(|senders| scope.spawn(|| complete::<S>(senders)));
        threads.map(|thread| thread.join().expect("nothing panics"))
    });
    // What the threads themselves take is none of ours.
    let before = alloc::held();
    let resumed = now();
    for mut future in futures {
        assert!(poll(future.as_mut()).is_ready());
    }
    let here = between(start, started) + between(resumed, now());
    let there = completed[0].0 + completed[1].0;
    let held = held + alloc::held() - before + completed[0].1 + completed[1].1;
    (here + there, held)
}

/// Takes the time, and the balance of this thread's memory.
fn complete<S: Single>(senders: Vec<S::Sender>) -> (f64, i64) {
    let before = alloc::held();
    let start = now();
    for sender in senders {
        S::send(sender, 0);
    }
    (between(start, now()), alloc::held() - before)
}
