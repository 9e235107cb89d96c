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
use crate::wake::Wake;

use super::buffer::{Inbox, Outbox};
use super::options::{Overflow, StreamOptions};
use super::room::Room;

/// Makes an item of a number of lost ones.
pub(crate) type Lost<T> = fn(u64) -> T;

/// What the consumer finds. Code of others' is left for it to run without the lock.
pub(super) enum Found<T> {
    Item(T),
    Error(T, ErrorNote),
    Missing(u64, Lost<T>),
    Panic(Payload),
    End,
}

/// What a callback owes a task that is parked.
pub(super) enum Alarm {
    /// The ticker is to wake it.
    Ring,
    /// It is woken now, by the waker that it left in the queue.
    Wake(Option<Waker>),
}

/// A number of items that are missing.
struct Gap {
    /// The sequence number of the first.
    position: u64,
    count: u64,
}

/// Everything under the stream's lock.
///
/// Items are numbered in the order in which they came, lost ones included. So errors and gaps, which
/// have a number too, need no place among the items, and the consumer knows how many items it may
/// pass before it has to ask for the next.
///
/// What every item touches comes first: with the lock, it fills a line of the cache.
#[repr(C)]
pub(super) struct Queue<T> {
    /// How many items were ever put into the inbox.
    pushed: u64,
    /// Below so many, an item can be added without a further thought: there is room, and somebody
    /// who listens.
    bound: u64,
    /// How many items must have been pushed for the task to be woken; never so many when it is not
    /// parked.
    wake_at: u64,
    inbox: Inbox<T>,
    /// How many of the items pushed have left the buffer: at least so many.
    gone: u64,
    limit: u64,
    /// How many items will have been pushed when the buffer of a parked task is full.
    full_at: u64,
    /// Nothing more is delivered.
    pub(super) ended: bool,
    /// It ended by a panic of code inside a callback: the API knows nothing of that.
    pub(super) panicked: bool,
    /// The consumer is stopping the API; what comes is still kept.
    pub(super) closing: bool,
    /// The consumer is gone.
    pub(super) closed: bool,
    policy: Overflow,
    wake: Wake,
    waker: Option<Waker>,
    show_missing: Option<Lost<T>>,
    /// How many items were never put into the inbox although the consumer is told of them.
    skipped: u64,
    lost: u64,
    gaps: VecDeque<Gap>,
    pub(super) errors: ErrorLane<T>,
    panic: Option<Payload>,
    /// Made by the first question.
    pub(super) desk: Option<Arc<Desk>>,
    /// The key that C calls back by.
    pub(super) key: Option<Attached>,
}

impl<T> Parked for Queue<T> {
    fn waker(&self) -> Option<&Waker> {
        self.waker.as_ref()
    }

    fn park(&mut self, waker: Waker) -> Option<Waker> {
        self.listen();
        self.waker.replace(waker)
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
                position: self.position(),
            },
        }
    }

    fn end(&mut self) -> u64 {
        self.ended = true;
        self.bound = 0;
        self.position()
    }
}

impl<T> Queue<T> {
    pub(super) fn new(options: StreamOptions, show_missing: Option<Lost<T>>) -> Self {
        Self {
            pushed: 0,
            bound: options.limit() as u64,
            wake_at: u64::MAX,
            inbox: Inbox::with_capacity(options.room()),
            gone: 0,
            limit: options.limit() as u64,
            full_at: u64::MAX,
            ended: false,
            panicked: false,
            closing: false,
            closed: false,
            policy: options.policy(),
            wake: options.wakes(),
            waker: None,
            show_missing,
            skipped: 0,
            lost: 0,
            // So that the first loss takes no memory in the callback.
            gaps: VecDeque::with_capacity(match options.policy() {
                Overflow::Unbounded | Overflow::Block => 0,
                Overflow::DropNewest | Overflow::DropOldest | Overflow::Latest => 4,
            }),
            errors: ErrorLane::new(),
            panic: None,
            desk: None,
            key: None,
        }
    }

    /// How many items the consumer has not taken over.
    pub(super) fn len(&self) -> usize {
        self.inbox.len()
    }

    pub(super) fn lost(&self) -> u64 {
        self.lost
    }

    /// How many items there is room for without an allocation, in the inbox of a stream of which
    /// everything is taken over at a time.
    pub(super) fn room(&self) -> usize {
        match self.policy.hands_over() {
            true => self.inbox.capacity(),
            false => 0,
        }
    }

    /// The sequence number of the next item.
    fn position(&self) -> u64 {
        self.pushed + self.skipped
    }

    /// Whether nothing that comes is kept.
    pub(super) fn refuses(&self) -> bool {
        self.ended || self.closed
    }

    /// Whether an item can just be added.
    pub(super) fn is_clear(&self) -> bool {
        self.pushed < self.bound && self.inbox.has_room()
    }

    /// Whether a callback has to wait for room.
    pub(super) fn must_wait(&mut self, room: &Room) -> bool {
        !self.refuses() && !self.closing && self.is_blocked(room)
    }

    /// Whether what comes is too late: the consumer is stopping the API, and makes no more room.
    pub(super) fn lets_go(&mut self, room: &Room) -> bool {
        let late = self.closing && self.is_blocked(room);
        self.lost += u64::from(late);
        late
    }

    fn is_blocked(&mut self, room: &Room) -> bool {
        self.policy == Overflow::Block && self.is_full(room)
    }

    fn is_full(&mut self, room: &Room) -> bool {
        if self.policy.hands_over() {
            self.left(room.catch_up(self.gone));
        }
        self.pushed - self.gone >= self.limit
    }

    /// So many items have left the buffer by now.
    fn left(&mut self, gone: u64) {
        self.gone = gone;
        if !self.refuses() {
            self.bound = gone.saturating_add(self.limit);
        }
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

    /// Adds an item for which there is room.
    pub(super) fn push(&mut self, item: T) {
        self.pushed += 1;
        self.inbox.push(item);
    }

    /// Adds an item where it may be too many; gives back the one that is lost for it.
    pub(super) fn push_over(&mut self, item: T, room: &Room) -> Option<T> {
        let full = self.is_full(room);
        let lost = match self.policy {
            Overflow::DropNewest if full => {
                self.lose(self.position());
                self.skipped += 1;
                return Some(item);
            }
            Overflow::DropOldest | Overflow::Latest if full => {
                self.lose(self.gone);
                self.left(self.gone + 1);
                self.inbox.pop()
            }
            _ => None,
        };
        self.inbox.make_room();
        self.push(item);
        lost
    }

    /// The item with this number is lost.
    fn lose(&mut self, position: u64) {
        self.lost += 1;
        match self.gaps.back_mut() {
            Some(gap) if gap.position + gap.count == position => gap.count += 1,
            _ => self.gaps.push_back(Gap { position, count: 1 }),
        }
    }

    /// The task is parked from now on.
    pub(super) fn listen(&mut self) {
        // The latest item is all that is kept, so that the buffer always is full.
        self.full_at = match self.policy {
            Overflow::Latest => u64::MAX,
            _ => (self.pushed - self.inbox.len() as u64).saturating_add(self.limit),
        };
        let items = match self.wake {
            Wake::Every(items) => u64::from(items),
            Wake::Direct | Wake::Tick(_) => 1,
        };
        self.wake_at = self.pushed.saturating_add(items).min(self.full_at);
    }

    /// Whether something is to be done for the items there are.
    pub(super) fn is_due(&self) -> bool {
        self.pushed >= self.wake_at
    }

    /// What is to be done when it [is due](Self::is_due).
    pub(super) fn come_due(&mut self) -> Alarm {
        if matches!(self.wake, Wake::Tick(_)) && self.pushed < self.full_at {
            self.wake_at = self.full_at;
            return Alarm::Ring;
        }
        Alarm::Wake(self.alarm())
    }

    /// The waker of the task, if it is parked and has left it here.
    pub(super) fn alarm(&mut self) -> Option<Waker> {
        self.wake_at = u64::MAX;
        self.waker.take()
    }

    /// Keeps the panic for the consumer; gives it back if nobody will look.
    pub(super) fn resume_later(&mut self, payload: Payload) -> Option<Payload> {
        if self.refuses() {
            return Some(payload);
        }
        self.ended = true;
        self.bound = 0;
        self.panicked = true;
        self.panic.replace(payload)
    }

    /// Takes the error that came before the item with this number.
    pub(super) fn pop_error(&mut self, item: u64) -> Option<Found<T>> {
        let (error, note) = self.errors.pop_before(item)?;
        Some(Found::Error(error, note))
    }

    /// Takes the gap that begins with this number; returns its size.
    pub(super) fn pop_gap(&mut self, item: u64) -> Option<u64> {
        if self.gaps.front()?.position != item {
            return None;
        }
        self.gaps.pop_front().map(|gap| gap.count)
    }

    /// What tells the consumer of a gap, if it wants to know.
    pub(super) fn show_missing(&self) -> Option<Lost<T>> {
        self.show_missing
    }

    /// The number of the item before which there is something else.
    pub(super) fn next_mark(&self) -> u64 {
        let gap = self.gaps.front().map_or(u64::MAX, |gap| gap.position);
        gap.min(self.errors.next_position())
    }

    /// Moves items to an empty outbox: all there are, unless the oldest are to make room for what
    /// comes. Returns how many there were.
    pub(super) fn hand_over(&mut self, outbox: &mut Outbox<T>) -> usize {
        if self.policy.hands_over() {
            let waiting = self.inbox.len();
            self.inbox.hand_over(outbox);
            return waiting;
        }
        // Not counted chunk by chunk, because that would be done for each item.
        let waiting = self.pushed - self.gone;
        if let Some(item) = self.inbox.pop() {
            self.left(self.gone + 1);
            outbox.push(item);
        }
        waiting as usize
    }

    /// How many items are so many that to let them become more would not pay.
    pub(super) fn plenty(&self) -> usize {
        match self.policy.hands_over() {
            true => (self.limit / 4).min(256) as usize,
            false => 0,
        }
    }

    /// The end, if it has come.
    pub(super) fn pop_end(&mut self) -> Option<Found<T>> {
        if !self.ended || !self.errors.is_empty() {
            return None;
        }
        Some(self.panic.take().map_or(Found::End, Found::Panic))
    }

    /// Empties the queue for a consumer that is gone.
    pub(super) fn shut(&mut self) -> Leftover<T> {
        self.closed = true;
        self.bound = 0;
        Leftover {
            _items: mem::replace(&mut self.inbox, Inbox::with_capacity(0)),
            _errors: mem::replace(&mut self.errors, ErrorLane::new()),
            _panic: self.panic.take(),
            _waker: self.alarm(),
            _key: self.key.take(),
        }
    }
}

/// What nobody will take any more.
pub(crate) struct Leftover<T> {
    _items: Inbox<T>,
    _errors: ErrorLane<T>,
    _panic: Option<Payload>,
    _waker: Option<Waker>,
    _key: Option<Attached>,
}
