//! The callback is called on another thread than the task's.

use std::future::Future;
use std::hint::spin_loop;
use std::pin::pin;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use super::Single;
use crate::clock::{between, now, spin_for};
use crate::measure::Effort;
use crate::statistics::grouped_median;

/// From the callback to a task that polls without a pause.
pub(super) fn polled<S: Single>(effort: Effort) -> Vec<f64> {
    let [latency, _callback] = calls::<S, Polled>(1_000 * effort.scale as u64);
    vec![latency]
}

/// From the callback to a task whose thread is parked, and what the callback takes.
pub(super) fn parked<S: Single>(effort: Effort) -> Vec<f64> {
    calls::<S, Parked>(200 * effort.scale as u64).into()
}

/// How the task waits.
trait Wait {
    /// How long that takes to begin.
    const PAUSE: Duration;

    fn wait<T>(future: impl Future<Output = T>) -> T;
}

struct Polled;

impl Wait for Polled {
    const PAUSE: Duration = Duration::from_micros(1);

    fn wait<T>(future: impl Future<Output = T>) -> T {
        let mut future = pin!(future);
        loop {
            let polled = future
                .as_mut()
                .poll(&mut Context::from_waker(Waker::noop()));
            if let Poll::Ready(value) = polled {
                return value;
            }
            spin_loop();
        }
    }
}

struct Parked;

impl Wait for Parked {
    const PAUSE: Duration = Duration::from_micros(50);

    fn wait<T>(future: impl Future<Output = T>) -> T {
        futures::executor::block_on(future)
    }
}

/// How the thread that calls back is told of a call.
struct Mailbox<T> {
    sender: Mutex<Option<T>>,
    /// The number of the call whose sender that is, and of the last one that was called back.
    asked: AtomicU64,
    answered: AtomicU64,
    /// When the callback began, and when it was done.
    begun: AtomicU64,
    done: AtomicU64,
}

/// The median times from the callback's begin to the task, and to the callback's end.
fn calls<S: Single, W: Wait>(count: u64) -> [f64; 2] {
    let mailbox = Mailbox {
        sender: Mutex::new(None),
        asked: AtomicU64::new(0),
        answered: AtomicU64::new(0),
        begun: AtomicU64::new(0),
        done: AtomicU64::new(0),
    };
    let times: [Vec<f64>; 2] = thread::scope(|scope| {
        scope.spawn(|| answer::<S, W>(&mailbox, count));
        (1..=count)
            .map(|number| ask::<S, W>(&mailbox, number))
            .unzip::<_, _, Vec<_>, Vec<_>>()
            .into()
    });
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        grouped_median(&times)
    })
}

fn answer<S: Single, W: Wait>(mailbox: &Mailbox<S::Sender>, count: u64) {
    for number in 1..=count {
        wait_for(&mailbox.asked, number);
        let sender = mailbox.sender.lock().expect("nothing panics").take();
        let sender = sender.expect("the call's sender lies there");
        spin_for(W::PAUSE);
        mailbox.begun.store(now(), Ordering::Relaxed);
        S::send(sender, number);
        mailbox.done.store(now(), Ordering::Relaxed);
        mailbox.answered.store(number, Ordering::Release);
    }
}

fn ask<S: Single, W: Wait>(mailbox: &Mailbox<S::Sender>, number: u64) -> (f64, f64) {
    let outcome = W::wait(S::open(|sender| {
        *mailbox.sender.lock().expect("nothing panics") = Some(sender);
        mailbox.asked.store(number, Ordering::Release);
    }));
    let arrived = now();
    assert_eq!(outcome.expect("a value was sent"), number);
    wait_for(&mailbox.answered, number);
    let begun = mailbox.begun.load(Ordering::Relaxed);
    let done = mailbox.done.load(Ordering::Relaxed);
    (between(begun, arrived), between(begun, done))
}

fn wait_for(number: &AtomicU64, value: u64) {
    while number.load(Ordering::Acquire) != value {
        spin_loop();
    }
}
