//! Any sequence of what callbacks and a consumer do, each checked against what the policy says.
#![cfg(not(loom))]

mod common;

use std::sync::Arc;
use std::task::{Poll, Waker};

use asyncify_runtime::{
    Emitter, EventError, EventStream, Overflow, StreamOptions, Wake, lossy_stream,
};
use common::*;
use fastrand::Rng;

type Item = Result<u64, EventError<u64>>;

/// What must be true of the stream, told by the numbers of its items alone.
struct Checked {
    overflow: Overflow,
    wake: Wake,
    limit: u64,
    events: EventStream<Item>,
    woken: Arc<CountingWaker>,
    emitted: u64,
    /// Items that wait, and errors.
    waiting: u64,
    errors: u64,
    /// How many items have passed, lost ones included.
    passed: u64,
    /// The number that the next item has at least.
    next: u64,
    lost: u64,
    /// How many items came since the task has parked, and how often it was woken then.
    parked: Option<(u64, usize)>,
}

impl Checked {
    fn emit(&mut self, emitter: &Emitter<Item>) {
        let full = self.waiting == self.limit;
        assert!(emitter.emit(Ok(self.emitted)));
        self.emitted += 1;
        let dropped = full && self.overflow != Overflow::Unbounded;
        self.waiting += u64::from(!dropped);
        if let Some((came, _)) = &mut self.parked {
            *came += u64::from(!(full && self.overflow == Overflow::DropNewest));
        }
        self.check_lost(dropped);
    }

    fn check_lost(&mut self, dropped: bool) {
        self.lost += u64::from(dropped);
        assert_eq!(self.events.lost(), self.lost);
    }

    fn fail(&mut self, emitter: &Emitter<Item>) {
        if self.errors < 16 {
            self.errors += 1;
        }
        emitter.fail(EventError::Failed(self.emitted));
        if let Some((came, _)) = &mut self.parked {
            *came = 1 << 32;
        }
    }

    /// Takes what comes next. Returns whether anything did, or the end.
    fn take(&mut self) -> Poll<bool> {
        let waker = Waker::from(Arc::clone(&self.woken));
        let taken = poll_next(&mut self.events, &waker);
        self.parked = None;
        match taken {
            Poll::Ready(Some(Ok(value))) => {
                assert_eq!(value, self.passed, "in order, and nothing is missing");
                self.passed += 1;
                self.next = self.passed;
                self.waiting -= 1;
            }
            Poll::Ready(Some(Err(EventError::Lagged { lost }))) => self.passed += lost,
            Poll::Ready(Some(Err(EventError::Failed(position)))) => {
                assert!(self.passed >= position, "after what came before it");
                assert!(self.next <= position, "before what came after it");
                self.errors -= 1;
                let note = self.events.last_error().unwrap();
                assert_eq!(note.position, position);
            }
            Poll::Ready(None) => {}
            Poll::Pending => {
                assert_eq!((self.waiting, self.errors), (0, 0));
                assert_eq!(self.passed, self.emitted);
                self.parked = Some((0, self.woken.count()));
            }
        }
        taken.map(|item| item.is_some())
    }

    fn check_wake(&self) {
        let Some((came, before)) = self.parked else {
            return;
        };
        let due = match self.wake {
            Wake::Every(items) if self.overflow == Overflow::Latest => items.into(),
            Wake::Every(items) => u64::from(items).min(self.limit),
            _ => 1,
        };
        let woken = self.woken.count() > before;
        // What came before the task parked counts, too, if it was not woken for that.
        assert!(woken || came < due, "{came} have come");
        assert!(came > 0 || !woken, "nothing has come");
    }
}

fn run(overflow: Overflow, wake: Wake, random: &mut Rng) {
    let limit = match overflow {
        Overflow::Latest => 1,
        _ => 1 + random.u64(..6),
    };
    let options = StreamOptions::new().buffer(limit as usize);
    let options = options.overflow(overflow).wake(wake);
    let mut kept = None;
    let events = lossy_stream(options, |emitter| kept = Some(emitter));
    let emitter = kept.unwrap();
    let mut checked = Checked {
        overflow,
        wake,
        limit: match overflow {
            Overflow::Unbounded => u64::MAX,
            _ => limit,
        },
        events,
        woken: CountingWaker::new().0,
        emitted: 0,
        waiting: 0,
        errors: 0,
        passed: 0,
        next: 0,
        lost: 0,
        parked: None,
    };
    for _ in 0..60 {
        match random.u64(..8) {
            0..4 => checked.emit(&emitter),
            4 => checked.fail(&emitter),
            _ => _ = checked.take(),
        }
        checked.check_wake();
    }
    drop(emitter);
    while let Poll::Ready(true) = checked.take() {}
    assert_eq!((checked.waiting, checked.errors), (0, 0));
    assert_eq!(checked.passed, checked.emitted);
}

#[test]
fn whatever_comes_is_passed_on_in_order_or_counted() {
    let policies = [
        Overflow::Unbounded,
        Overflow::DropNewest,
        Overflow::DropOldest,
        Overflow::Latest,
    ];
    let mut random = Rng::with_seed(0x9E37_79B9_7F4A_7C15);
    for _ in 0..500 {
        for overflow in policies {
            for wake in [Wake::Direct, Wake::Every(1), Wake::Every(4)] {
                run(overflow, wake, &mut random);
            }
        }
    }
}
