//! What waits between the callbacks and the stream.

use std::collections::VecDeque;
use std::mem;
use std::task::Waker;

use crate::errors::{ErrorHost, ErrorLane, ErrorNote, Standing};
use crate::ffi::Attached;
use crate::panics::Payload;
use crate::park::Parked;
use crate::reply::Desk;
use crate::sync::Arc;

use super::options::{Overflow, StreamOptions};

/// Makes an item of a number of lost ones.
pub(crate) type Lost<T> = fn(u64) -> T;

struct Slot<T> {
    /// How many items are missing right before this one.
    missing: u64,
    item: T,
}

/// What the consumer finds. Code of others' is left for it to run without the lock.
pub(super) enum Found<T> {
    Item(T),
    Error(T, ErrorNote),
    Missing(u64, Lost<T>),
    Panic(Payload),
    End,
}

/// Everything under the stream's one lock.
pub(super) struct Queue<T> {
    items: VecDeque<Slot<T>>,
    /// How many items are missing after the last buffered one.
    missing: u64,
    show_missing: Option<Lost<T>>,
    limit: usize,
    policy: Overflow,
    emitted: u64,
    /// How many of them the consumer has passed, lost ones included.
    passed: u64,
    lost: u64,
    pub(super) errors: ErrorLane<T>,
    panic: Option<Payload>,
    /// Made by the first question.
    pub(super) desk: Option<Arc<Desk>>,
    pub(super) waker: Option<Waker>,
    /// The key that C calls back by.
    pub(super) key: Option<Attached>,
    /// Nothing more is delivered.
    pub(super) ended: bool,
    /// It ended by a panic of code inside a callback: the API knows nothing of that.
    pub(super) panicked: bool,
    /// The consumer is stopping the API; what comes is still kept.
    pub(super) closing: bool,
    /// The consumer is gone.
    pub(super) closed: bool,
}

impl<T> Parked for Queue<T> {
    fn waker(&mut self) -> &mut Option<Waker> {
        &mut self.waker
    }
}

impl<T> ErrorHost for Queue<T> {
    type Error = T;

    fn errors(&mut self) -> &mut ErrorLane<T> {
        &mut self.errors
    }

    fn standing(&self) -> Standing {
        match self {
            Self { closed: true, .. } => Standing::Gone,
            Self { ended: true, .. } => Standing::Ended,
            _ => Standing::Open {
                position: self.emitted,
            },
        }
    }

    fn end(&mut self) -> u64 {
        self.ended = true;
        self.emitted
    }
}

impl<T> Queue<T> {
    pub(super) fn new(options: StreamOptions, show_missing: Option<Lost<T>>) -> Self {
        Self {
            items: VecDeque::with_capacity(options.room()),
            missing: 0,
            show_missing,
            limit: options.limit(),
            policy: options.policy(),
            emitted: 0,
            passed: 0,
            lost: 0,
            errors: ErrorLane::new(),
            panic: None,
            desk: None,
            waker: None,
            key: None,
            ended: false,
            panicked: false,
            closing: false,
            closed: false,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    pub(super) fn lost(&self) -> u64 {
        self.lost
    }

    /// Whether nothing that comes is kept.
    pub(super) fn refuses(&self) -> bool {
        self.ended || self.closed
    }

    /// Whether a callback has to wait for room.
    pub(super) fn must_wait(&self) -> bool {
        self.is_blocked() && !self.refuses() && !self.closing
    }

    /// Whether what comes is too late: the consumer is stopping the API, and makes no more room.
    pub(super) fn lets_go(&mut self) -> bool {
        let late = self.is_blocked() && self.closing;
        self.lost += u64::from(late);
        late
    }

    fn is_blocked(&self) -> bool {
        self.policy == Overflow::Block && self.items.len() >= self.limit
    }

    /// Where callbacks wait for answers.
    pub(super) fn desk(&mut self) -> Arc<Desk> {
        let closed = self.closing || self.closed;
        Arc::clone(self.desk.get_or_insert_with(|| Desk::new(closed)))
    }

    /// A callback would wait no longer: its item is lost.
    pub(super) fn give_up(&mut self) {
        self.lost += 1;
    }

    /// Adds an item; gives back the one that is lost for it.
    pub(super) fn push(&mut self, item: T) -> Option<T> {
        self.emitted += 1;
        let full = self.items.len() >= self.limit;
        let lost = match self.policy {
            Overflow::DropNewest if full => {
                self.missing += 1;
                self.lost += 1;
                return Some(item);
            }
            Overflow::DropOldest | Overflow::Latest if full => self.pop_oldest(),
            _ => None,
        };
        let missing = mem::take(&mut self.missing);
        self.items.push_back(Slot { missing, item });
        lost
    }

    /// The loss of the oldest item shows where it would have come.
    fn pop_oldest(&mut self) -> Option<T> {
        let slot = self.items.pop_front()?;
        let next = self
            .items
            .front_mut()
            .map_or(&mut self.missing, |next| &mut next.missing);
        *next += slot.missing + 1;
        self.lost += 1;
        Some(slot.item)
    }

    /// Keeps the panic for the consumer; gives it back if nobody will look.
    pub(super) fn resume_later(&mut self, payload: Payload) -> Option<Payload> {
        if self.refuses() {
            return Some(payload);
        }
        self.ended = true;
        self.panicked = true;
        self.panic.replace(payload)
    }

    /// What comes next: items, errors and gaps in the order in which they came, then the end.
    pub(super) fn pop(&mut self) -> Option<Found<T>> {
        if let Some((error, note)) = self.errors.pop_before(self.passed) {
            return Some(Found::Error(error, note));
        }
        let next = self
            .items
            .front_mut()
            .map_or(&mut self.missing, |next| &mut next.missing);
        let missing = mem::take(next);
        if missing > 0 {
            self.passed += missing;
            return match self.show_missing {
                Some(show) => Some(Found::Missing(missing, show)),
                None => self.pop(),
            };
        }
        if let Some(slot) = self.items.pop_front() {
            self.passed += 1;
            return Some(Found::Item(slot.item));
        }
        if !self.ended || !self.errors.is_empty() {
            return None;
        }
        Some(self.panic.take().map_or(Found::End, Found::Panic))
    }

    /// Empties the queue for a consumer that is gone.
    pub(super) fn shut(&mut self) -> Leftover<T> {
        self.closed = true;
        Leftover {
            _items: mem::take(&mut self.items),
            _errors: mem::replace(&mut self.errors, ErrorLane::new()),
            _panic: self.panic.take(),
            _waker: self.waker.take(),
            _key: self.key.take(),
        }
    }
}

/// What nobody will take any more.
pub(crate) struct Leftover<T> {
    _items: VecDeque<Slot<T>>,
    _errors: ErrorLane<T>,
    _panic: Option<Payload>,
    _waker: Option<Waker>,
    _key: Option<Attached>,
}
