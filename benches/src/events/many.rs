//! Many streams at once, fed from two threads.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::thread;

use super::Channel;
use crate::alloc;
use crate::clock::{between, now};
use crate::measure::Effort;

/// How many values each stream brings.
const VALUES: u64 = 16;

/// How many values there are at least in a sample, however few the streams.
const TOTAL: usize = 320_000;

/// The processor time that a value takes, its share of the stream's own included, and the memory
/// that is kept when all are done.
pub(super) fn many<C: Channel, const STREAMS: usize>(_effort: Effort) -> Vec<f64> {
    let rounds = TOTAL.div_ceil(STREAMS * VALUES as usize);
    let mut time = 0.0;
    let mut kept = 0;
    for _ in 0..rounds {
        let (round, held) = round::<C>(STREAMS);
        time += round;
        kept += held;
    }
    vec![
        time / (rounds * STREAMS * VALUES as usize) as f64,
        kept as f64,
    ]
}

fn round<C: Channel>(streams: usize) -> (f64, i64) {
    let before = alloc::held();
    let start = now();
    let (mut senders, mut receivers): (Vec<_>, Vec<_>) = (0..streams).map(|_| C::open()).unzip();
    let others = senders.split_off(streams / 2);
    let opened = now();
    let held = alloc::held() - before;
    let fed = thread::scope(|scope| {
        let threads = [senders, others].map(|senders| scope.spawn(|| feed::<C>(senders)));
        threads.map(|thread| thread.join().expect("nothing panics"))
    });
    // What the threads themselves take is none of ours.
    let before = alloc::held();
    let resumed = now();
    for receiver in &mut receivers {
        let mut expected = 0;
        while let Some(value) = receive::<C>(receiver) {
            assert_eq!(value, expected);
            expected += 1;
        }
        assert_eq!(expected, VALUES);
    }
    drop(receivers);
    let here = between(start, opened) + between(resumed, now());
    let held = held + alloc::held() - before + fed[0].1 + fed[1].1;
    (here + fed[0].0 + fed[1].0, held)
}

/// Takes the time, and the balance of this thread's memory.
fn feed<C: Channel>(mut senders: Vec<C::Sender>) -> (f64, i64) {
    let before = alloc::held();
    let start = now();
    for value in 0..VALUES {
        for sender in &mut senders {
            C::send(sender, value);
        }
    }
    drop(senders);
    (between(start, now()), alloc::held() - before)
}

fn receive<C: Channel>(receiver: &mut C::Receiver) -> Option<u64> {
    let received = pin!(C::receive(receiver));
    match received.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("all values are there, and the end"),
    }
}
