//! A callback and a future that meet at every distance in time: two threads start each round
//! together, wait for a random while, and do something random. `RACES_SEED` says with which numbers,
//! `RACES_ROUNDS` how often.
#![cfg(not(loom))]

mod common;

use std::hint::spin_loop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::atomic::{AtomicIsize, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Instant;

use asyncify_runtime::{Abandoned, Completer, Reply, once};
use common::{CountingWaker, PATIENCE};
use fastrand::Rng;

static LIVE: AtomicIsize = AtomicIsize::new(0);

/// Tells when it is dropped twice, or was never made. One may be a question.
struct Canary(Box<u64>, Option<Reply<u64>>);

const SONG: u64 = 0x5EED_CA9A_57AB_1E55;

impl Canary {
    fn new() -> Self {
        LIVE.fetch_add(1, Ordering::Relaxed);
        Self(Box::new(SONG), None)
    }

    fn asking(reply: Reply<u64>) -> Self {
        let mut canary = Self::new();
        canary.1 = Some(reply);
        canary
    }

    fn answer(&mut self) {
        if let Some(reply) = self.1.take() {
            assert_eq!(reply.send(*self.0), Ok(()));
        }
    }
}

impl Drop for Canary {
    fn drop(&mut self) {
        assert_eq!(std::mem::take(&mut *self.0), SONG);
        LIVE.fetch_sub(1, Ordering::Relaxed);
    }
}

fn pause(numbers: &mut Rng) {
    for _ in 0..numbers.u64(..120) {
        spin_loop();
    }
}

#[derive(Clone, Copy, Debug)]
enum Callback {
    Completes,
    CompletesTwice,
    CompletesByAClone,
    Finishes,
    FinishesByAClone,
    FinishesBesideAClone,
    FinishesTwice,
    FinishesWithAPanic,
    Asks,
    Panics,
    Leaves,
    LeavesACloneBehind,
}

const CALLBACKS: [Callback; 12] = [
    Callback::Completes,
    Callback::CompletesTwice,
    Callback::CompletesByAClone,
    Callback::Finishes,
    Callback::FinishesByAClone,
    Callback::FinishesBesideAClone,
    Callback::FinishesTwice,
    Callback::FinishesWithAPanic,
    Callback::Asks,
    Callback::Panics,
    Callback::Leaves,
    Callback::LeavesACloneBehind,
];

fn call_back(how: Callback, done: Completer<Canary>) -> Option<Completer<Canary>> {
    match how {
        Callback::Completes => done.complete(Canary::new()),
        Callback::CompletesTwice => {
            done.complete(Canary::new());
            done.complete(Canary::new());
        }
        Callback::CompletesByAClone => done.clone().complete(Canary::new()),
        Callback::Finishes => done.finish(Canary::new()),
        Callback::FinishesByAClone => done.clone().finish(Canary::new()),
        Callback::FinishesBesideAClone => {
            let other = done.clone();
            done.finish(Canary::new());
            return Some(other);
        }
        Callback::FinishesTwice => {
            done.complete(Canary::new());
            done.finish(Canary::new());
        }
        Callback::FinishesWithAPanic => {
            done.finish_with(|| std::panic::resume_unwind(Box::new("a panic")));
        }
        Callback::Asks => {
            let answer = done.ask(None, Canary::asking);
            assert!(answer.is_none_or(|song| song == SONG));
        }
        Callback::Panics => done.complete_with(|| std::panic::resume_unwind(Box::new("a panic"))),
        Callback::Leaves => {}
        Callback::LeavesACloneBehind => return Some(done.clone()),
    }
    None
}

#[derive(Clone, Copy, Debug)]
enum Consumer {
    Drops,
    MovesThenDrops,
    PollsAllTheTime,
    MovesAllTheTime,
    WaitsToBeWoken,
    MovesThenWaits,
}

const CONSUMERS: [Consumer; 6] = [
    Consumer::Drops,
    Consumer::MovesThenDrops,
    Consumer::PollsAllTheTime,
    Consumer::MovesAllTheTime,
    Consumer::WaitsToBeWoken,
    Consumer::MovesThenWaits,
];

type Outcome = thread::Result<Result<Canary, Abandoned>>;
type Call<'a> = Pin<&'a mut dyn Future<Output = Result<Canary, Abandoned>>>;

/// Takes the call's panic for its outcome, too.
fn poll(call: &mut Call<'_>, waker: &Waker) -> Poll<Outcome> {
    let mut cx = Context::from_waker(waker);
    match catch_unwind(AssertUnwindSafe(|| call.as_mut().poll(&mut cx))) {
        Ok(polled) => polled.map(Ok),
        Err(panic) => Poll::Ready(Err(panic)),
    }
}

/// None if it was dropped before.
fn consume(how: Consumer, mut call: Call<'_>, first: (&CountingWaker, &Waker)) -> Option<Outcome> {
    let deadline = Instant::now() + PATIENCE;
    let (count, second) = CountingWaker::new();
    let (mut woken, mut waker) = match how {
        Consumer::Drops => return None,
        Consumer::MovesThenDrops => {
            return match poll(&mut call, &second) {
                Poll::Ready(outcome) => Some(outcome),
                Poll::Pending => None,
            };
        }
        Consumer::MovesThenWaits => (&*count, &second),
        _ => first,
    };
    loop {
        let seen = woken.count();
        if let Poll::Ready(outcome) = poll(&mut call, waker) {
            return Some(outcome);
        }
        match how {
            Consumer::MovesAllTheTime if std::ptr::eq(woken, first.0) => {
                (woken, waker) = (&*count, &second);
            }
            Consumer::MovesAllTheTime => (woken, waker) = first,
            Consumer::WaitsToBeWoken | Consumer::MovesThenWaits => {
                while woken.count() == seen {
                    assert!(Instant::now() < deadline, "{how:?} and is never woken");
                    thread::yield_now();
                }
            }
            _ => thread::yield_now(),
        }
    }
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().expect("a number"))
}

/// What the other thread does in a round.
type Job = (Callback, Rng, Completer<Canary>);

#[test]
fn callbacks_race_consumers() {
    let seed = setting("RACES_SEED", 20_261_121);
    let rounds = setting("RACES_ROUNDS", 5_000) as usize;
    let job: Arc<Mutex<Option<Job>>> = Arc::default();
    let round = Arc::new(AtomicUsize::new(0));
    let finished = Arc::new(AtomicUsize::new(0));
    let api = thread::spawn({
        let (job, round, finished) = (Arc::clone(&job), Arc::clone(&round), Arc::clone(&finished));
        move || {
            for number in 1..=rounds {
                until(&round, number);
                let (how, mut numbers, done) =
                    job.lock().unwrap().take().expect("a job each round");
                pause(&mut numbers);
                drop(call_back(how, done));
                finished.store(number, Ordering::Release);
            }
        }
    });

    let mut numbers = Rng::with_seed(seed);
    for number in 1..=rounds {
        let callback = CALLBACKS[numbers.usize(..CALLBACKS.len())];
        let consumer = CONSUMERS[numbers.usize(..CONSUMERS.len())];
        let others = numbers.fork();
        let jobs = Arc::clone(&job);
        let mut call = Box::pin(once(move |done: Completer<Canary>| {
            *jobs.lock().unwrap() = Some((callback, others, done));
        }));
        let (count, waker) = CountingWaker::new();
        let mut polled: Call<'_> = call.as_mut();
        assert!(poll(&mut polled, &waker).is_pending());
        round.store(number, Ordering::Release);
        pause(&mut numbers);
        let mut outcome = consume(consumer, polled, (&count, &waker));
        drop(call);
        if let Some(Ok(Ok(canary))) = &mut outcome {
            canary.answer();
        }
        until(&finished, number);
        match (callback, outcome) {
            (_, None) => assert!(
                matches!(consumer, Consumer::Drops | Consumer::MovesThenDrops),
                "{consumer:?} has no outcome of {callback:?}"
            ),
            (Callback::Panics | Callback::FinishesWithAPanic, Some(Err(_))) => {}
            (Callback::Leaves | Callback::LeavesACloneBehind, Some(Ok(Err(Abandoned { .. })))) => {}
            (
                Callback::Completes
                | Callback::CompletesTwice
                | Callback::CompletesByAClone
                | Callback::Finishes
                | Callback::FinishesByAClone
                | Callback::FinishesBesideAClone
                | Callback::FinishesTwice
                | Callback::Asks,
                Some(Ok(Ok(canary))),
            ) => assert_eq!(*canary.0, SONG),
            (_, Some(_)) => panic!("{callback:?} and {consumer:?}, with seed {seed}"),
        }
        assert_eq!(
            LIVE.load(Ordering::Relaxed),
            0,
            "{callback:?} and {consumer:?} in round {number}, with seed {seed}"
        );
    }
    api.join().unwrap();
}

/// Waits for the other thread, which takes no longer than a round does.
fn until(counter: &AtomicUsize, number: usize) {
    let deadline = Instant::now() + PATIENCE;
    while counter.load(Ordering::Acquire) < number {
        assert!(Instant::now() < deadline, "the other thread hangs");
        thread::yield_now();
    }
}
