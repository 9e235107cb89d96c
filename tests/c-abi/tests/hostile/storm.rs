//! Consumers that come and go while threads of C call back and destroy as they like.

use std::collections::{BTreeMap, HashSet};
use std::ffi::c_int;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use asyncify::{CallError, EventStream, ffi};
use fastrand::Rng;
use futures::{FutureExt, StreamExt};

use crate::sys::other::{start_here, start_until_destroyed};
use crate::sys::{
    No, REFUSES, hostile_begin, hostile_call, hostile_calls, hostile_end, start, watch,
};
use crate::token::{MEDDLES, Token, meddle};

/// Of consumers, and of C's.
const THREADS: c_int = 4;

/// How many places each consumer has: C's threads misbehave at 64 in all.
const PLACES: c_int = 64 / THREADS;

/// Wakes a thread, and calls back once more before.
struct Meddling(Thread);

impl Wake for Meddling {
    fn wake(self: Arc<Self>) {
        meddle(hostile_calls());
        self.0.unpark();
    }
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Meddling(thread::current())));
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

type Called = Result<c_int, CallError<No>>;

/// What is at a place.
enum Live {
    Call(Pin<Box<dyn Future<Output = Called>>>),
    Stream(EventStream<Token>),
}

/// How many registrations have ended how.
type Ends = BTreeMap<&'static str, u64>;

#[derive(Default)]
struct Tally {
    ends: Ends,
    /// Of the values that arrived.
    numbers: Vec<c_int>,
    /// What nobody comes for again, though it lives.
    forgotten: Vec<Live>,
}

const ENDS: [&str; 8] = [
    "abandoned",
    "brought a value",
    "closed",
    "dropped",
    "ended",
    "forgotten",
    "panicked",
    "refused",
];

impl Tally {
    fn ended(&mut self, how: &'static str) {
        *self.ends.entry(how).or_default() += 1;
    }

    fn called(&mut self, outcome: thread::Result<Called>) {
        let how = match outcome {
            Ok(Ok(number)) => {
                self.numbers.push(number);
                "brought a value"
            }
            Ok(Err(CallError::Failed(No))) => "refused",
            Ok(Err(CallError::Abandoned(_))) => "abandoned",
            Err(_) => "panicked",
        };
        self.ended(how);
    }

    /// What becomes of what is at that place, unless it stays.
    fn act(&mut self, numbers: &mut Rng, place: c_int, live: Live) -> Option<Live> {
        match (live, numbers.u64(..6)) {
            (live, 0) => {
                self.forgotten.push(live);
                self.ended("forgotten");
                None
            }
            (live, 1) => {
                drop(live);
                self.ended("dropped");
                None
            }
            (Live::Call(mut call), act) => match caught(|| call.as_mut().now_or_never()) {
                Ok(None) if act == 2 => {
                    // Nobody else may call what belongs to this thread.
                    hostile_call(place);
                    self.called(caught(|| block_on(call)));
                    None
                }
                Ok(None) => Some(Live::Call(call)),
                Ok(Some(outcome)) => {
                    self.called(Ok(outcome));
                    None
                }
                Err(payload) => {
                    self.called(Err(payload));
                    None
                }
            },
            (Live::Stream(mut events), 2) => {
                block_on(events.close());
                while let Ok(Some(token)) = caught(|| block_on(events.next())) {
                    self.numbers.push(token.number());
                }
                self.ended("closed");
                None
            }
            (Live::Stream(mut events), _) => match caught(|| events.next().now_or_never()) {
                Ok(Some(None)) => {
                    self.ended("ended");
                    None
                }
                Ok(Some(Some(token))) => {
                    self.numbers.push(token.number());
                    Some(Live::Stream(events))
                }
                Ok(None) => Some(Live::Stream(events)),
                Err(_) => {
                    self.ended("panicked");
                    None
                }
            },
        }
    }
}

fn caught<R>(code: impl FnOnce() -> R) -> thread::Result<R> {
    catch_unwind(AssertUnwindSafe(code))
}

/// What was released on another thread is dropped by a later key of this one.
async fn sweeping<F: Future>(call: F) -> F::Output {
    let mut call = pin!(call);
    poll_fn(|cx| {
        let polled = call.as_mut().poll(cx);
        if polled.is_pending() {
            drop(ffi::Key::here(()));
            cx.waker().wake_by_ref();
        }
        polled
    })
    .await
}

/// Registers at a place.
fn register(numbers: &mut Rng, place: c_int) -> Result<Live, No> {
    // How often it is called at once, whether it is refused, and how it is removed.
    let mut manners = numbers.i32(0..64);
    if numbers.u64(..4) > 0 {
        manners &= !REFUSES;
    }
    let number = |token: Token| token.number();
    Ok(match numbers.u64(..4) {
        0 => Live::Call(Box::pin(
            start(place, manners).map(move |called| called.map(number)),
        )),
        1 => Live::Call(Box::pin(
            start_until_destroyed(place, manners).map(move |called| called.map(number)),
        )),
        2 => Live::Call(Box::pin(
            sweeping(start_here(place, manners)).map(|called| called.map(|token| token.number())),
        )),
        _ => Live::Stream(watch(place, manners)?),
    })
}

/// Registers at places of its own, and acts on what is there.
fn consume(mut numbers: Rng, first: c_int, rounds: u64) -> (u64, Ends, Vec<c_int>) {
    let mut places: [Option<Live>; PLACES as usize] = [const { None }; PLACES as usize];
    let mut tally = Tally::default();
    let mut registered = 0;
    for _ in 0..rounds {
        let at = numbers.i32(0..PLACES);
        let (place, live) = (first + at, &mut places[at as usize]);
        *live = match live.take() {
            Some(live) => tally.act(&mut numbers, place, live),
            None => {
                registered += 1;
                let live = register(&mut numbers, place);
                if live.is_err() {
                    tally.ended("refused");
                }
                live.ok()
            }
        };
    }
    for live in places.into_iter().flatten() {
        drop(live);
        tally.ended("dropped");
    }
    tally.forgotten.clear();
    (registered, tally.ends, tally.numbers)
}

/// Every registration ends once, and every value arrives once at most.
pub(crate) fn rages(numbers: &mut Rng, rounds: u64) {
    MEDDLES.store(true, Ordering::Relaxed);
    hostile_begin(THREADS, numbers.u32(..));
    let consumers: Vec<_> = (0..THREADS)
        .map(|consumer| {
            let numbers = numbers.fork();
            thread::spawn(move || consume(numbers, consumer * PLACES, rounds / THREADS as u64))
        })
        .collect();
    let (mut registered, mut ends, mut arrived) = (0, Ends::new(), HashSet::new());
    for consumer in consumers {
        let (more, other_ends, others) = consumer.join().unwrap();
        registered += more;
        for (how, count) in other_ends {
            *ends.entry(how).or_default() += count;
        }
        assert!(others.into_iter().all(|number| arrived.insert(number)));
    }
    hostile_end();
    MEDDLES.store(false, Ordering::Relaxed);
    assert_eq!(ends.values().sum::<u64>(), registered);
    assert!(ends.keys().copied().eq(ENDS) || rounds < 5_000, "{ends:?}");
    println!("{registered} registrations: {ends:?}");
}

/// Does not stop: consumers and C's threads go on until the process exits.
pub(crate) fn storms_on() {
    MEDDLES.store(true, Ordering::Relaxed);
    hostile_begin(THREADS, 1);
    for consumer in 0..THREADS {
        let mut numbers = Rng::with_seed(consumer as u64);
        thread::spawn(move || {
            loop {
                consume(numbers.fork(), consumer * PLACES, 1_000);
            }
        });
    }
    while hostile_calls() < 10_000 {
        thread::yield_now();
    }
}
