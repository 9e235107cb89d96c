//! Items on their way from the callbacks to the consumer, which takes all there are at a time.

use std::collections::VecDeque;
use std::mem;

/// About how many bytes of items are moved and kept at a time.
const CHUNK_BYTES: usize = 32 << 10;

/// How many items a chunk grows to. More get another one, so that none is ever copied for room while
/// callbacks wait, and a burst's memory is given back.
const fn chunk_items<T>() -> usize {
    match CHUNK_BYTES.checked_div(size_of::<T>()) {
        Some(items @ ..1024) => items + 1,
        _ => 1024,
    }
}

type Chunk<T> = VecDeque<T>;

/// Where callbacks put items. What every item touches comes first.
#[repr(C)]
pub(super) struct Inbox<T> {
    /// What is newest.
    tail: Chunk<T>,
    /// What came before it, oldest first.
    full: VecDeque<Chunk<T>>,
    spare: Option<Chunk<T>>,
}

impl<T> Inbox<T> {
    /// An inbox with room for so many items, however many that is.
    pub(super) fn with_capacity(items: usize) -> Self {
        Self {
            tail: Chunk::with_capacity(items),
            full: VecDeque::new(),
            spare: None,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.full.iter().map(Chunk::len).sum::<usize>() + self.tail.len()
    }

    /// How many items it has room for before it takes more memory.
    pub(super) fn capacity(&self) -> usize {
        self.tail.capacity()
    }

    /// Whether an item can be added without taking more memory.
    pub(super) fn has_room(&self) -> bool {
        self.tail.len() < self.tail.capacity()
    }

    /// Makes room for an item.
    pub(super) fn make_room(&mut self) {
        if !self.has_room() && self.tail.len() >= chunk_items::<T>() {
            let spare = self.spare.take();
            let next = spare.unwrap_or_else(|| Chunk::with_capacity(chunk_items::<T>()));
            self.full.push_back(mem::replace(&mut self.tail, next));
        }
    }

    /// Adds an item where there is room.
    pub(super) fn push(&mut self, item: T) {
        self.tail.push_back(item);
    }

    /// Takes the oldest item.
    pub(super) fn pop(&mut self) -> Option<T> {
        let Some(oldest) = self.full.front_mut() else {
            return self.tail.pop_front();
        };
        let item = oldest.pop_front();
        if oldest.is_empty() {
            self.spare = self.full.pop_front();
        }
        item
    }

    /// Moves everything to an outbox that is empty, in exchange for its buffers.
    pub(super) fn hand_over(&mut self, outbox: &mut Outbox<T>) {
        mem::swap(&mut self.tail, &mut outbox.head);
        if !self.full.is_empty() {
            mem::swap(&mut self.full, &mut outbox.rest);
            if let Some(oldest) = outbox.rest.pop_front() {
                let newest = mem::replace(&mut outbox.head, oldest);
                outbox.rest.push_back(newest);
            }
        }
        if outbox.spare.is_some() {
            self.spare = outbox.spare.take();
        }
    }
}

/// What the consumer has taken over, which it looks through without a lock.
pub(super) struct Outbox<T> {
    /// What is oldest.
    head: Chunk<T>,
    rest: VecDeque<Chunk<T>>,
    spare: Option<Chunk<T>>,
}

impl<T> Outbox<T> {
    pub(super) fn new() -> Self {
        Self {
            head: Chunk::new(),
            rest: VecDeque::new(),
            spare: None,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.rest.iter().map(Chunk::len).sum::<usize>() + self.head.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.head.is_empty() && self.rest.is_empty()
    }

    pub(super) fn push(&mut self, item: T) {
        self.head.push_back(item);
    }

    pub(super) fn pop(&mut self) -> Option<T> {
        match self.head.pop_front() {
            None if !self.rest.is_empty() => {
                self.turn();
                self.head.pop_front()
            }
            item => item,
        }
    }

    /// Goes on to the next chunk.
    #[cold]
    fn turn(&mut self) {
        if let Some(next) = self.rest.pop_front() {
            let emptied = mem::replace(&mut self.head, next);
            self.spare.get_or_insert(emptied);
            if self.rest.is_empty() {
                self.rest = VecDeque::new();
            }
        }
    }

    /// Makes room here, on the consumer's thread, so that callbacks find it after the exchange.
    pub(super) fn reserve(&mut self, items: usize) {
        self.head.reserve(items.min(chunk_items::<T>()));
    }
}
