//! What the models use in place of `rtrb`, which is not made for loom: a ring with the same orderings,
//! and the part of its interface that is needed here. Its own insides are not what the models show.
//! Tested by `loom_frames`, `loom_feed`.
#![allow(unsafe_code, reason = "loom's cells are reached through pointers")]

use super::Arc;
use super::atomic::{AtomicUsize, Ordering};
use loom::cell::UnsafeCell;

pub(crate) struct RingBuffer<T> {
    slots: Box<[UnsafeCell<Option<T>>]>,
    /// How many values were taken, and how many were written.
    head: AtomicUsize,
    tail: AtomicUsize,
}

// SAFETY: a slot is the producer's until the tail has passed it, and the consumer's until the head
// has: loom reports it if the orderings do not make it so.
unsafe impl<T: Send> Sync for RingBuffer<T> {}
// SAFETY: values move from thread to thread, and `T` is `Send`.
unsafe impl<T: Send> Send for RingBuffer<T> {}

/// There is too little room, or too little to take.
#[derive(Debug)]
pub(crate) struct Lacking;

impl<T> RingBuffer<T> {
    #[allow(clippy::new_ret_no_self, reason = "as in the crate it stands for")]
    pub(crate) fn new(capacity: usize) -> (Producer<T>, Consumer<T>) {
        let ring = Arc::new(Self {
            slots: (0..capacity).map(|_| UnsafeCell::new(None)).collect(),
            head: AtomicUsize::new(0),
            tail: AtomicUsize::new(0),
        });
        let producer = Producer {
            ring: Arc::clone(&ring),
            head: 0,
            tail: 0,
        };
        let consumer = Consumer {
            ring,
            head: 0,
            tail: 0,
        };
        (producer, consumer)
    }

    pub(crate) fn capacity(&self) -> usize {
        self.slots.len()
    }

    fn slot(&self, place: usize) -> &UnsafeCell<Option<T>> {
        &self.slots[place % self.slots.len()]
    }
}

pub(crate) struct Producer<T> {
    ring: Arc<RingBuffer<T>>,
    /// As it was when the ring last seemed full.
    head: usize,
    tail: usize,
}

impl<T> Producer<T> {
    pub(crate) fn buffer(&self) -> &RingBuffer<T> {
        &self.ring
    }

    fn room(&mut self, wanted: usize) -> usize {
        let capacity = self.ring.capacity();
        if capacity - (self.tail - self.head) < wanted {
            self.head = self.ring.head.load(Ordering::Acquire);
        }
        capacity - (self.tail - self.head)
    }

    pub(crate) fn write_chunk_uninit(&mut self, values: usize) -> Result<(), Lacking> {
        match self.room(values) >= values {
            true => Ok(()),
            false => Err(Lacking),
        }
    }

    fn write(&mut self, values: impl Iterator<Item = T>) {
        for value in values {
            self.ring.slot(self.tail).with_mut(|slot| {
                // SAFETY: there is room, so the consumer has left this slot.
                unsafe { *slot = Some(value) }
            });
            self.tail += 1;
        }
        self.ring.tail.store(self.tail, Ordering::Release);
    }

    pub(crate) fn push(&mut self, value: T) -> Result<(), Lacking> {
        self.write_chunk_uninit(1)?;
        self.write(std::iter::once(value));
        Ok(())
    }
}

impl<T: Copy> Producer<T> {
    pub(crate) fn push_entire_slice(&mut self, values: &[T]) -> Result<(), Lacking> {
        self.write_chunk_uninit(values.len())?;
        self.write(values.iter().copied());
        Ok(())
    }

    pub(crate) fn push_partial_slice<'a>(&mut self, values: &'a [T]) -> (&'a [T], &'a [T]) {
        let (pushed, rest) = values.split_at(self.room(values.len()).min(values.len()));
        self.write(pushed.iter().copied());
        (pushed, rest)
    }
}

pub(crate) struct Consumer<T> {
    ring: Arc<RingBuffer<T>>,
    head: usize,
    /// As it was when the ring last seemed empty.
    tail: usize,
}

impl<T> Consumer<T> {
    fn waiting(&mut self, wanted: usize) -> usize {
        if self.tail - self.head < wanted {
            self.tail = self.ring.tail.load(Ordering::Acquire);
        }
        self.tail - self.head
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.ring.tail.load(Ordering::Relaxed) == self.head
    }

    pub(crate) fn peek(&mut self) -> Result<&T, Lacking> {
        if self.waiting(1) == 0 {
            return Err(Lacking);
        }
        let slot = self.ring.slot(self.head).with(|slot| {
            // SAFETY: the value is there, so the producer has left this slot.
            unsafe { &*slot }
        });
        slot.as_ref().ok_or(Lacking)
    }

    fn take(&mut self, values: usize) -> Vec<T> {
        let taken = (0..values).filter_map(|place| {
            self.ring.slot(self.head + place).with_mut(|slot| {
                // SAFETY: the value is there, so the producer has left this slot.
                unsafe { (*slot).take() }
            })
        });
        let taken = taken.collect();
        self.head += values;
        self.ring.head.store(self.head, Ordering::Release);
        taken
    }

    pub(crate) fn pop(&mut self) -> Result<T, Lacking> {
        let waiting = self.waiting(1).min(1);
        self.take(waiting).pop().ok_or(Lacking)
    }
}

impl<T: Copy> Consumer<T> {
    pub(crate) fn read_chunk(&mut self, values: usize) -> Result<Chunk<T>, Lacking> {
        match self.waiting(values) >= values {
            true => Ok(Chunk(self.take(values))),
            false => Err(Lacking),
        }
    }

    pub(crate) fn pop_partial_slice<'a>(
        &mut self,
        values: &'a mut [T],
    ) -> (&'a mut [T], &'a mut [T]) {
        let waiting = self.waiting(values.len()).min(values.len());
        let (popped, rest) = values.split_at_mut(waiting);
        popped.copy_from_slice(&self.take(waiting));
        (popped, rest)
    }
}

/// What was read at once. It has been taken already.
pub(crate) struct Chunk<T>(Vec<T>);

impl<T> Chunk<T> {
    pub(crate) fn as_slices(&self) -> (&[T], &[T]) {
        (&self.0, &[])
    }

    pub(crate) fn commit_all(self) {}
}
