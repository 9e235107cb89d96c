//! Where the consumer is.

use std::panic::{RefUnwindSafe, UnwindSafe};
use std::time::{Duration, Instant};

use crate::quick::{LOOKS, WAITS, pause};

use super::buffer::Outbox;
use super::queue::{Found, Queue};

/// What the consumer has to itself.
pub(super) struct Cursor<T> {
    outbox: Outbox<T>,
    /// The sequence number of the next item.
    passed: u64,
    /// The number of the item before which there is something else in the queue.
    mark: u64,
    pace: Pace,
    /// How many items callbacks find room for after an exchange, without making it themselves.
    room: usize,
}

// The items are no more shared than they were under a lock.
impl<T> UnwindSafe for Cursor<T> {}
impl<T> RefUnwindSafe for Cursor<T> {}

impl<T> Cursor<T> {
    pub(super) fn new(room: usize) -> Self {
        Self {
            outbox: Outbox::new(),
            passed: 0,
            mark: 0,
            pace: Pace::new(),
            room,
        }
    }

    /// How many items were taken over and not passed.
    pub(super) fn len(&self) -> usize {
        self.outbox.len()
    }

    /// The next item, if that is known to be what comes next.
    pub(super) fn next(&mut self) -> Option<T> {
        if self.passed >= self.mark {
            return None;
        }
        let item = self.outbox.pop()?;
        self.passed += 1;
        Some(item)
    }

    /// Gets ready to take over what is in the queue. Returns whether to look there once more before
    /// the task parks.
    pub(super) fn prepare(&mut self) -> bool {
        if !self.outbox.is_empty() {
            return false;
        }
        self.outbox.reserve(self.room);
        self.pace.keep()
    }

    /// What comes next: items, errors and gaps in the order in which they came, then the end.
    pub(super) fn look(&mut self, queue: &mut Queue<T>) -> Option<Found<T>> {
        loop {
            if let Some(error) = queue.pop_error(self.passed) {
                return Some(error);
            }
            let Some(missing) = queue.pop_gap(self.passed) else {
                break;
            };
            self.passed += missing;
            if let Some(show) = queue.show_missing() {
                return Some(Found::Missing(missing, show));
            }
        }
        if self.outbox.is_empty() {
            let found = queue.hand_over(&mut self.outbox);
            self.pace.found(found, queue.plenty());
        }
        self.mark = queue.next_mark();
        let Some(item) = self.outbox.pop() else {
            return queue.pop_end();
        };
        self.passed += 1;
        Some(Found::Item(item))
    }

    /// What was taken over, for a consumer that is gone.
    pub(super) fn shut(&mut self) -> Outbox<T> {
        std::mem::replace(&mut self.outbox, Outbox::new())
    }
}

/// Whether it pays to wait a little before looking for more.
///
/// Two threads that look at the same words one after the other cost each other more than what an item
/// takes, and a task that parks costs the next callback a hundred times that. So while items come
/// fast, the consumer gives them a moment to become several.
struct Pace {
    /// The last look found few, or none.
    few: bool,
    /// How many more looks it pays to take before the task parks.
    looks: usize,
    /// When the task parked, or was about to.
    parked: Option<Instant>,
    /// How often it may have been wrong that the task parks too soon.
    credit: u8,
}

/// A task that was parked for less time should rather have waited: parking costs that.
const HASTE: Duration = Duration::from_micros(20);

/// How often in a row the consumer waits in vain after it has parked in haste.
const CREDIT: u8 = 8;

impl Pace {
    fn new() -> Self {
        Self {
            few: false,
            looks: 0,
            parked: None,
            credit: CREDIT,
        }
    }

    /// Waits, if that pays. Returns whether it pays to look.
    fn keep(&mut self) -> bool {
        if self.looks > 0 && self.few {
            pause();
        }
        self.looks > 0
    }

    /// A look has found so many, of which so many would be plenty.
    fn found(&mut self, items: usize, plenty: usize) {
        if items == 0 {
            self.few = true;
            match self.looks.checked_sub(1) {
                Some(looks) => self.looks = looks,
                None => self.parked = WAITS.then(Instant::now),
            }
            return;
        }
        self.few = items < plenty;
        let haste = self.parked.take().is_some_and(|at| at.elapsed() < HASTE);
        // It has just paid to wait, or would have.
        let paid = items > 1 || self.looks > 0;
        if paid {
            self.credit = CREDIT;
        }
        let looks = match (paid, haste) {
            (_, true) if self.credit > 0 => {
                self.credit -= 1;
                LOOKS
            }
            (true, _) if self.few => 1,
            (true, _) => 2,
            _ => 0,
        };
        self.looks = looks.min(LOOKS);
    }
}
