//! One cell of the matrix.

use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::thread::{self, JoinHandle};

use crate::watch::{Handle, Task, Value, api, in_next_wake, wait_until, was_in_wake};
use crate::{Act, Consume, Table};

/// How often a race is run.
const RACES: usize = 25;

/// A kind of channel.
pub(crate) trait Lane: 'static {
    const NAME: &'static str;
    const TABLE: &'static Table;
    type Producer: Send + 'static;
    type Consumer: Send + 'static;

    fn open(start: impl FnOnce(Self::Producer) -> Handle + Send + 'static) -> Self::Consumer;
    fn fire(producer: &Self::Producer, number: u64);
    /// Fires, and lets go of the producer with that.
    fn fire_last(producer: Self::Producer, number: u64) {
        Self::fire(&producer, number);
    }
    /// Fires what panics with [`Planned`] as it is made.
    fn fire_panicking(producer: &Self::Producer);
    fn fire_last_panicking(producer: Self::Producer) {
        Self::fire_panicking(&producer);
    }
    fn is_closed(producer: &Self::Producer) -> bool;
    fn poll(consumer: &mut Self::Consumer, cx: &mut Context<'_>) -> Poll<Seen>;
    /// Absent where there is nothing to close: a call is over when it is complete.
    const CLOSE: Option<Close<Self>>;
    /// Absent where only one producer is tried.
    const SHARE: Option<Share<Self>> = None;
}

/// Polls the closing of a consumer.
pub(crate) type Close<L> = fn(&mut <L as Lane>::Consumer, &mut Context<'_>) -> Poll<()>;

/// Makes another producer of the same channel.
pub(crate) type Share<L> = fn(&<L as Lane>::Producer) -> <L as Lane>::Producer;

/// What the consumer gets.
pub(crate) enum Seen {
    Value(u64),
    /// The only one of a call.
    Outcome(u64),
    End,
}

/// What a callback panics with.
pub(crate) struct Planned;

/// One cell, and what has come of it.
pub(crate) struct Cell<L: Lane> {
    act: Act,
    consume: Consume,
    /// What the consumer has seen.
    seen: String,
    over: bool,
    /// The task that waits.
    parked: Option<Arc<Task>>,
    lane: PhantomData<fn() -> L>,
}

impl<L: Lane> Cell<L> {
    pub(crate) fn check(act: Act, consume: Consume, expected: &str) {
        let times = match consume {
            Consume::PollDuring | Consume::DropDuring => RACES,
            _ => 1,
        };
        for _ in 0..times {
            let cell = Self {
                act,
                consume,
                seen: String::new(),
                over: false,
                parked: None,
                lane: PhantomData,
            };
            assert_eq!(cell.run().seen, expected);
            assert_eq!(Value::living(), 0, "each value is dropped");
            Handle::wait_until_released();
        }
    }

    fn run(mut self) -> Self {
        let kept = Arc::new(Mutex::new(None));
        let mut consumer = self.open(&kept);
        let fires_in_initiator =
            matches!(self.act, Act::FireInInitiator | Act::FireLastInInitiator);
        if self.consume == Consume::DropBefore && fires_in_initiator {
            // Before it is polled: a call has not even started.
            drop(consumer);
            return self;
        }
        self.look(&mut consumer);
        let producer = kept.lock().unwrap().take();
        if self.act == Act::FireAfterClose {
            let producer = producer.as_ref().expect("the API has started");
            self.begin_to_close(&mut consumer, producer);
        }
        match self.consume {
            Consume::Poll => self.watch(consumer, producer),
            Consume::PollWithAnotherWaker => return self.watch_as_another(consumer, producer),
            Consume::Move => {
                let elsewhere = thread::spawn(|| self.watch_as_another(consumer, producer));
                return elsewhere.join().expect("the cell holds there");
            }
            Consume::Close => self.close(consumer, producer),
            Consume::DropBefore => {
                drop(consumer);
                self.act_for_nobody(producer);
            }
            Consume::PollDuring | Consume::DropDuring => self.race(consumer, producer),
            Consume::DropAfter => {
                let producer = self.act(producer);
                drop(consumer);
                assert_eq!(Value::living(), 0, "what nobody took is dropped at once");
                assert!(producer.is_none_or(|producer| L::is_closed(&producer)));
            }
        }
        self
    }

    fn open(&self, kept: &Arc<Mutex<Option<L::Producer>>>) -> L::Consumer {
        let keep = Arc::clone(kept);
        let act = self.act;
        L::open(move |producer| {
            if act == Act::FireInInitiator {
                L::fire(&producer, 1);
            }
            if act == Act::FireLastInInitiator {
                L::fire_last(producer, 1);
            } else {
                *keep.lock().unwrap() = Some(producer);
            }
            Handle::new()
        })
    }

    fn begin_to_close(&mut self, consumer: &mut L::Consumer, producer: &L::Producer) {
        let Some(poll_close) = L::CLOSE else {
            L::fire(producer, 1);
            self.look(consumer);
            return;
        };
        let mut cx = Context::from_waker(Waker::noop());
        assert!(poll_close(consumer, &mut cx).is_pending());
        Handle::wait_until_released();
        // The future of `close` is dropped, and the task looks again, because of nobody's wake.
        self.parked = None;
        self.look(consumer);
    }

    /// Takes what comes of the act, then the end.
    fn watch(&mut self, mut consumer: L::Consumer, producer: Option<L::Producer>) {
        let producer = self.act(producer);
        self.look(&mut consumer);
        leave(producer);
        self.look(&mut consumer);
        assert!(self.over, "the callback is gone");
    }

    /// [`watch`](Self::watch) as a task that did not poll first.
    fn watch_as_another(
        mut self,
        mut consumer: L::Consumer,
        producer: Option<L::Producer>,
    ) -> Self {
        let first = self.parked.take();
        self.look(&mut consumer);
        self.watch(consumer, producer);
        assert!(first.is_none_or(|first| first.wakes() == 0));
        self
    }

    fn close(&mut self, mut consumer: L::Consumer, producer: Option<L::Producer>) {
        let poll_close = L::CLOSE.expect("this lane can be closed");
        let mut producer = self.act(producer);
        let (task, waker) = Task::new();
        let mut cx = Context::from_waker(&waker);
        let mut wakes = 0;
        while poll_close(&mut consumer, &mut cx).is_pending() {
            leave(producer.take());
            // By the callback's end, or by the thread that lets go of the handle.
            wakes += 1;
            wait_until("closing goes on", || task.wakes() >= wakes);
        }
        self.parked = None;
        self.look(&mut consumer);
        assert!(self.over, "the stream is closed");
    }

    /// Polls until there is nothing more for now.
    fn look(&mut self, consumer: &mut L::Consumer) {
        while !self.over {
            let (task, waker) = Task::new();
            let Some(seen) = poll::<L>(consumer, &waker) else {
                self.parked = Some(task);
                return;
            };
            if let Some(parked) = self.parked.take() {
                assert!(parked.wakes() > 0, "the task is woken for what it finds");
            }
            self.see(seen);
        }
    }

    fn see(&mut self, seen: Result<Seen, Planned>) {
        let (text, over) = match seen {
            Ok(Seen::Value(number)) => (number.to_string(), false),
            Ok(Seen::Outcome(number)) => (format!("{number}."), true),
            Ok(Seen::End) => (".".to_owned(), true),
            // A call has no end besides.
            Err(Planned) => ("!".to_owned(), L::CLOSE.is_none()),
        };
        self.seen += &text;
        self.over = over;
    }

    /// Polls as the task that waits, which does not look whether it is woken: that would put what
    /// the callback did in order.
    fn look_until_over(&mut self, consumer: &mut L::Consumer) {
        let waker = Waker::from(self.parked.take().expect("a task waits"));
        wait_until("it is over", || {
            if let Some(seen) = poll::<L>(consumer, &waker) {
                self.see(seen);
            }
            self.over
        });
    }

    /// Lets the API act, if it still has a producer. Gives that back, unless it was dropped.
    fn act(&self, producer: Option<L::Producer>) -> Option<L::Producer> {
        let producer = producer?;
        let act = self.act;
        let parked = self.parked.is_some();
        match act {
            Act::FireInWake => {
                let producer = Rc::new(producer);
                let again = Rc::clone(&producer);
                let in_wake = with_wake(|| L::fire(&producer, 1), move || L::fire(&again, 2));
                assert_eq!(in_wake, parked, "a task that waits is woken at once");
                Rc::into_inner(producer)
            }
            Act::FireLastHere => {
                let in_wake = with_wake(|| L::fire_last(producer, 1), || ());
                assert_eq!(in_wake, parked, "a task that waits is woken at once");
                None
            }
            _ => api(move || perform::<L>(act, producer))
                .join()
                .expect("nothing unwinds into the API"),
        }
    }

    fn act_for_nobody(&mut self, producer: Option<L::Producer>) {
        self.parked = None;
        let producer = self.act(producer);
        assert_eq!(Value::living(), 0, "what nobody wants is dropped at once");
        assert!(producer.is_none_or(|producer| L::is_closed(&producer)));
    }

    /// The consumer polls, or goes, while the API acts.
    fn race(&mut self, mut consumer: L::Consumer, producer: Option<L::Producer>) {
        let Some(producer) = producer else { return };
        let act = self.act;
        if act == Act::FireInWake {
            let producer = Rc::new(producer);
            let again = Rc::clone(&producer);
            let in_wake = move || {
                L::fire(&again, 2);
                drop(consumer);
            };
            with_wake(|| L::fire(&producer, 1), in_wake);
            return;
        }
        if act == Act::FireLastHere {
            with_wake(|| L::fire_last(producer, 1), || drop(consumer));
            return;
        }
        let consume = || match self.consume {
            Consume::PollDuring => self.look_until_over(&mut consumer),
            _ => drop(consumer),
        };
        let api = at_once(consume, move || drop(perform::<L>(act, producer)));
        api.join().expect("nothing unwinds into the API");
    }
}

/// Absent while there is nothing.
fn poll<L: Lane>(consumer: &mut L::Consumer, waker: &Waker) -> Option<Result<Seen, Planned>> {
    let mut cx = Context::from_waker(waker);
    match catch_unwind(AssertUnwindSafe(|| L::poll(consumer, &mut cx))) {
        Ok(Poll::Ready(seen)) => Some(Ok(seen)),
        Ok(Poll::Pending) => None,
        Err(payload) => Some(Err(*payload
            .downcast()
            .expect("what the callback panicked with"))),
    }
}

/// What the API does on its own thread.
fn perform<L: Lane>(act: Act, producer: L::Producer) -> Option<L::Producer> {
    match act {
        Act::Fire => L::fire(&producer, 1),
        Act::FireTwice => (1..=2).for_each(|number| L::fire(&producer, number)),
        Act::Drop => return None,
        Act::PanicInMap => L::fire_panicking(&producer),
        Act::FireAfterClose => L::fire(&producer, 2),
        Act::FireLast => {
            L::fire_last(producer, 1);
            return None;
        }
        Act::PanicInLastMap => {
            L::fire_last_panicking(producer);
            return None;
        }
        Act::FireLastTwice => {
            let other = L::SHARE.expect("this lane can have two")(&producer);
            let others = at_once(|| L::fire_last(producer, 1), move || L::fire_last(other, 1));
            others.join().expect("nothing unwinds into the API");
            return None;
        }
        // It has, or does so elsewhere.
        Act::FireInInitiator | Act::FireInWake | Act::FireLastInInitiator | Act::FireLastHere => {}
    }
    Some(producer)
}

/// Fires here. Returns whether that woke a task here, in which case the wake has made the call.
fn with_wake(fire: impl FnOnce(), call: impl FnOnce() + 'static) -> bool {
    in_next_wake(call);
    fire();
    was_in_wake()
}

/// The API drops its callback.
fn leave<P: Send + 'static>(producer: Option<P>) {
    api(move || drop(producer))
        .join()
        .expect("nothing unwinds into the API");
}

/// Runs the one here and the other on a thread of the API's, which may still be at it.
fn at_once(here: impl FnOnce(), there: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
    let together = Arc::new(Barrier::default());
    let theirs = Arc::clone(&together);
    let api = api(move || {
        theirs.wait();
        there();
    });
    together.wait();
    here();
    api
}

/// Lets two threads go at once.
#[derive(Default)]
struct Barrier(AtomicUsize);

impl Barrier {
    fn wait(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
        wait_until("both are there", || self.0.load(Ordering::SeqCst) == 2);
    }
}
