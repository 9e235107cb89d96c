//! Streams under all policies: one to three threads that emit, and a consumer that moves.

use std::mem::size_of;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Waker};
use std::thread::{self, JoinHandle};

use asyncify_runtime::{
    Emitter, EventStream, Lagged, Overflow, StreamOptions, lossy_stream, stream,
};
use fastrand::Rng;
use futures::executor::block_on;
use futures::{Stream, StreamExt};

use crate::Counts;
use crate::check::Order;
use crate::memory::Peak;
use crate::pace::{Pace, Stop, wake};
use crate::token::Token;

const POLICIES: [Overflow; 5] = [
    Overflow::Unbounded,
    Overflow::DropNewest,
    Overflow::DropOldest,
    Overflow::Latest,
    Overflow::Block,
];

/// How many items a producer sends at most where nothing else limits memory.
const UNBOUNDED: u64 = 1_000_000;

struct Item {
    producer: usize,
    sequence: u64,
    _token: Token,
}

enum Trouble {
    Lost(Lagged),
    /// Sent by this producer, right before the item with this number.
    Reported {
        producer: usize,
        sequence: u64,
    },
}

impl From<Lagged> for Trouble {
    fn from(lagged: Lagged) -> Self {
        Self::Lost(lagged)
    }
}

type Event = Result<Item, Trouble>;

/// What a callback panics with.
struct Planned;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Ending {
    /// The producers stop.
    Finish,
    /// One of them panics.
    Panic,
    /// The consumer closes the stream after so many items, and takes what is left.
    Close(u64),
    /// The consumer drops the stream after so many items.
    Drop(u64),
}

#[derive(Clone, Copy, Debug)]
struct Plan {
    options: StreamOptions,
    policy: Overflow,
    buffer: usize,
    shows_losses: bool,
    reports: bool,
    maps: bool,
    ending: Ending,
}

impl Plan {
    fn drawn(rng: &mut Rng) -> Self {
        let policy = POLICIES[rng.usize(..POLICIES.len())];
        let buffer = [1, 7, 64, 256, 1024, 4096][rng.usize(..6)];
        let items = 1 << rng.u32(..16);
        Self {
            options: StreamOptions::new()
                .buffer(buffer)
                .overflow(policy)
                .wake(wake(rng)),
            policy,
            buffer,
            shows_losses: rng.bool(),
            reports: rng.u32(..4) == 0,
            maps: rng.bool(),
            ending: match rng.u32(..8) {
                0 => Ending::Panic,
                1 => Ending::Close(items),
                2 => Ending::Drop(items),
                _ => Ending::Finish,
            },
        }
    }
}

pub(crate) fn episode(rng: &mut Rng) -> Counts {
    let plan = Plan::drawn(rng);
    let peak = Peak::watch();
    let stop = Arc::new(Stop::default());
    let producers = rng.usize(1..=3);
    let mut threads = Vec::new();
    let mut start = |events: Emitter<Event>| {
        for name in 0..producers {
            let producer = Producer {
                name,
                plan,
                events: events.clone(),
                pace: Pace::drawn(rng),
                stop: Arc::clone(&stop),
                sent: Sent::default(),
            };
            threads.push(thread::spawn(|| producer.run()));
        }
    };
    let stream = match plan.shows_losses {
        true => lossy_stream(plan.options, &mut start),
        false => stream(plan.options, &mut start),
    };
    let consumer = Consumer {
        stream,
        plan,
        orders: vec![Order::default(); producers],
        shown: 0,
        reports: 0,
        panicked: false,
        pace: Pace::drawn(rng),
        rng: rng.fork(),
    };
    let done = Arc::new(AtomicBool::new(false));
    let tells = Arc::clone(&done);
    let consumer = thread::spawn(move || {
        let finished = consumer.run();
        tells.store(true, Ordering::Relaxed);
        finished
    });
    stop.after_a_while(rng, || done.load(Ordering::Relaxed));
    let sent = threads.into_iter().map(joined).collect::<Vec<_>>();
    let counts = joined(consumer).check(&sent);
    if plan.policy != Overflow::Unbounded {
        // Two buffers, each of which may just have grown.
        peak.check(4 * plan.buffer * size_of::<Event>());
    }
    counts
}

/// The thread has ended, and so have the destructors of what was its own.
fn joined<T>(thread: JoinHandle<T>) -> T {
    thread.join().expect("a thread that panics ends the soak")
}

/// What one producer has sent.
#[derive(Default)]
struct Sent {
    accepted: u64,
    refused: u64,
    reports: u64,
}

struct Producer {
    name: usize,
    plan: Plan,
    events: Emitter<Event>,
    pace: Pace,
    stop: Arc<Stop>,
    sent: Sent,
}

impl Producer {
    fn run(mut self) -> Sent {
        let limit = match self.plan.policy {
            Overflow::Unbounded => UNBOUNDED,
            _ => u64::MAX,
        };
        for sequence in 0..limit {
            if self.stop.is_set() || (sequence % 64 == 0 && self.events.is_closed()) {
                break;
            }
            if self.plan.reports && sequence % 1000 == 999 {
                self.report(sequence);
            }
            if !self.emit(sequence) {
                self.sent.refused += 1;
                break;
            }
            self.sent.accepted += 1;
            self.pace.step();
        }
        if self.plan.ending == Ending::Panic && self.name == 0 {
            self.events.emit_with(|| resume_unwind(Box::new(Planned)));
        }
        self.sent
    }

    fn emit(&self, sequence: u64) -> bool {
        let item = || {
            Ok(Item {
                producer: self.name,
                sequence,
                _token: Token::new(),
            })
        };
        match self.plan.maps {
            true => self.events.emit_with(item),
            false => self.events.emit(item()),
        }
    }

    fn report(&mut self, sequence: u64) {
        self.sent.reports += 1;
        self.events.fail(Trouble::Reported {
            producer: self.name,
            sequence,
        });
    }
}

struct Consumer {
    stream: EventStream<Event>,
    plan: Plan,
    orders: Vec<Order>,
    /// How many losses were shown among the items.
    shown: u64,
    reports: u64,
    panicked: bool,
    pace: Pace,
    rng: Rng,
}

impl Consumer {
    /// Takes everything, on one thread after the other.
    fn run(mut self) -> Finished {
        loop {
            let steps = 1 << self.rng.u32(..20);
            let thread = thread::spawn(move || {
                let ended = self.take(steps);
                (self, ended)
            });
            let ended;
            (self, ended) = joined(thread);
            match self.plan.ending {
                Ending::Drop(items) if self.arrived() >= items => {
                    return Finished::Early(self.orders);
                }
                Ending::Close(items) if self.arrived() >= items => {
                    block_on(self.stream.close());
                    while !self.take(usize::MAX) {}
                    return Finished::Whole(self);
                }
                _ if ended => return Finished::Whole(self),
                _ => {}
            }
        }
    }

    /// Takes so many items, fewer if the stream ends or the plan does. Returns whether it has ended.
    fn take(&mut self, steps: usize) -> bool {
        let taken = catch_unwind(AssertUnwindSafe(|| block_on(self.take_some(steps))));
        taken.unwrap_or_else(|payload| {
            assert!(payload.is::<Planned>() && self.plan.ending == Ending::Panic);
            self.panicked = true;
            assert!(
                block_on(self.stream.next()).is_none(),
                "the panic comes last"
            );
            true
        })
    }

    async fn take_some(&mut self, steps: usize) -> bool {
        // A task that looks in and goes: its waker is not the one to be woken.
        let mut other = Context::from_waker(Waker::noop());
        if let std::task::Poll::Ready(Some(event)) =
            Pin::new(&mut self.stream).poll_next(&mut other)
        {
            self.check(event);
        }
        let until = match self.plan.ending {
            Ending::Drop(items) | Ending::Close(items) => items.saturating_sub(self.arrived()),
            Ending::Finish | Ending::Panic => u64::MAX,
        };
        for _ in 0..until.max(1).min(steps as u64) {
            let Some(event) = self.stream.next().await else {
                return true;
            };
            self.check(event);
            self.pace.step();
        }
        false
    }

    fn check(&mut self, event: Event) {
        match event {
            Ok(item) => self.orders[item.producer].arrives(item.sequence),
            Err(Trouble::Lost(lagged)) => self.shown += lagged.lost,
            Err(Trouble::Reported { producer, sequence }) => {
                self.reports += 1;
                self.orders[producer].passes(sequence);
            }
        }
    }

    fn arrived(&self) -> u64 {
        arrived(&self.orders)
    }
}

fn arrived(orders: &[Order]) -> u64 {
    orders.iter().map(Order::arrived).sum()
}

enum Finished {
    /// The consumer left.
    Early(Vec<Order>),
    /// It saw the end.
    Whole(Consumer),
}

impl Finished {
    fn check(&self, sent: &[Sent]) -> Counts {
        let accepted: u64 = sent.iter().map(|sent| sent.accepted).sum();
        let refused: u64 = sent.iter().map(|sent| sent.refused).sum();
        let reports: u64 = sent.iter().map(|sent| sent.reports).sum();
        let consumer = match self {
            Finished::Early(orders) => {
                let arrived = arrived(orders);
                assert!(arrived <= accepted, "{arrived} of {accepted} arrived");
                return Counts { arrived, lost: 0 };
            }
            Finished::Whole(consumer) => consumer,
        };
        let Consumer { stream, plan, .. } = consumer;
        let (arrived, lost) = (consumer.arrived(), stream.lost());
        let closed = matches!(plan.ending, Ending::Close(_));
        // While a stream closes, what finds no room is refused, and counted as lost.
        let counted = accepted + if closed { refused } else { 0 };
        assert_eq!(counted, arrived + lost, "{plan:?}");
        if matches!(plan.policy, Overflow::Unbounded | Overflow::Block) && !closed {
            assert_eq!(lost, 0, "{plan:?}");
        }
        if plan.shows_losses && !closed {
            assert_eq!(consumer.shown, lost, "{plan:?}");
        }
        let (told, untold) = (consumer.reports, stream.errors_lost());
        match plan.ending {
            Ending::Panic => assert!(consumer.panicked && told + untold <= reports, "{plan:?}"),
            _ => assert_eq!(told + untold, reports, "{plan:?}"),
        }
        Counts { arrived, lost }
    }
}
