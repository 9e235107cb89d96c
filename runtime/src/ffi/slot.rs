//! What a key leads to, and who is at it.
//!
//! A word says all of that but for one thing: which generation the slot's key is of, what has become
//! of the key, and how many use the slot. They are counted in before they ask whether their key is
//! good, so a late caller is counted for a moment in a slot that is none of its business. That does
//! no harm: it leaves without having looked at anything, and if it happens to be the last one to leave
//! a slot whose key was released, it sees to that as anybody else would.
//!
//! | state | who may touch what is held |
//! |---|---|
//! | free | nobody |
//! | reserved | [`Vacant`], which is one user |
//! | open | to read it: each [`User`], and the one who is [`Alone`] |
//! | released | the same, until they leave; then [`Last`], which is the only user that was admitted |
//!
//! Callers on realtime threads are not counted, because they can't be the ones to drop what is held,
//! and because to be counted out would take a read-modify-write, which would wait until the samples
//! that were copied before have left the processor's store buffer. They come in one at a time by a
//! gate, which is a word of its own, and leave by a plain store. Only a caller of the right generation
//! gets as far as to change it.
//!
//! Each user is on the stack of a thread, so they never come near the 2³⁰ that can be counted.
//! Tested by `loom_ffi`, `races_ffi`, `contract_ffi`.
#![allow(unsafe_code, reason = "callers share what is held without a lock")]

use std::any::Any;

use super::local::Elsewhere;
use crate::sync::atomic::{AtomicU64, Ordering};
use crate::sync::cell::UnsafeCell;

/// The users of a slot, in its word.
const USERS: u64 = (1 << 30) - 1;

/// From one state to the next one, and from the last one to the first one of the next generation.
const STEP: u64 = 1 << 30;

const STATE: u64 = 3 * STEP;
const FREE: u64 = 0;
const OPEN: u64 = 2 * STEP;
const RELEASED: u64 = 3 * STEP;

const GENERATION: u32 = 32;

/// Somebody is in the gate. Else it holds the generation, one bit further up, or is closed.
const INSIDE: u64 = 1;
/// Nobody comes in by a generation, because each of them would have to find it with nobody inside.
const CLOSED: u64 = INSIDE;

/// What a key leads to.
pub(super) enum Held {
    Shared(Box<dyn Any + Send + Sync>),
    /// Something that is kept on the thread it belongs to.
    #[expect(dead_code, reason = "it tells when it is dropped")]
    Elsewhere(Elsewhere),
}

pub(super) struct Slot {
    word: AtomicU64,
    gate: AtomicU64,
    held: UnsafeCell<Option<Held>>,
}

// SAFETY: what is held is `Send` and `Sync`, and is touched as the states say: the atomics see to
// that, and pass it from thread to thread.
unsafe impl Sync for Slot {}

impl Slot {
    /// A free slot, whose first key is of generation one.
    pub(super) fn new() -> Self {
        Self::of(1)
    }

    pub(super) fn of(generation: u64) -> Self {
        Self {
            word: AtomicU64::new(generation << GENERATION),
            gate: AtomicU64::new(CLOSED),
            held: UnsafeCell::new(None),
        }
    }

    /// Reserves the slot, if it is free.
    pub(super) fn reserve(&self) -> Option<Vacant<'_>> {
        let reserved = |word| (word & STATE == FREE).then_some(word + STEP + 1);
        // ORDERING: acquire pairs with the release of who has emptied it.
        let word = self
            .word
            .fetch_update(Ordering::Acquire, Ordering::Relaxed, reserved);
        Some(Vacant {
            counted: Counted(self),
            generation: word.ok()? >> GENERATION,
        })
    }

    /// Whether the key of this generation is out.
    pub(super) fn is_live(&self, generation: u64) -> bool {
        is_live(self.word.load(Ordering::Relaxed), generation)
    }

    /// Comes in by a key. Who has a stale one has to leave again.
    pub(super) fn enter(&self, generation: u64) -> Result<User<'_>, Counted<'_>> {
        // ORDERING: acquire pairs with the release of who has opened it.
        let word = self.word.fetch_add(1, Ordering::Acquire);
        match is_open(word, generation) {
            true => Ok(User(Counted(self))),
            false => Err(Counted(self)),
        }
    }

    /// Comes in by a key, unless it is stale, or somebody else has come in in this way.
    pub(super) fn enter_alone(&self, generation: u64) -> Option<Alone<'_>> {
        let gate = generation << 1;
        // ORDERING: acquire pairs with the release of who has opened it, or was in before.
        self.gate
            .compare_exchange(gate, gate | INSIDE, Ordering::Acquire, Ordering::Relaxed)
            .ok()?;
        let alone = Alone { slot: self, gate };
        // ORDERING: relaxed. Who was told that the key is released sees it; who was not may come in,
        // because nobody empties the slot before the gate is closed.
        is_open(self.word.load(Ordering::Relaxed), generation).then_some(alone)
    }

    /// Makes the key stale, if it is not yet.
    pub(super) fn release(&self, generation: u64) -> Option<Counted<'_>> {
        let released = |word| is_live(word, generation).then_some((word | RELEASED) + 1);
        // ORDERING: relaxed, this tells only that nobody else comes in. Who has the key has seen it made.
        self.word
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, released)
            .ok()?;
        Some(Counted(self))
    }
}

fn is_open(word: u64, generation: u64) -> bool {
    word & !USERS == generation << GENERATION | OPEN
}

fn is_live(word: u64, generation: u64) -> bool {
    word >> GENERATION == generation && ![FREE, RELEASED].contains(&(word & STATE))
}

/// Is counted as a user.
#[must_use]
pub(super) struct Counted<'a>(&'a Slot);

impl<'a> Counted<'a> {
    /// Leaves; the last one out of a slot whose key was released has to empty it.
    pub(super) fn leave(self) -> Option<Last<'a>> {
        // ORDERING: release, so that who empties it knows what was done here.
        let before = self.0.word.fetch_sub(1, Ordering::Release);
        if before & (STATE | USERS) != RELEASED | 1 {
            return None;
        }
        // Back in: who comes and goes meanwhile is not the last one then.
        // ORDERING: acquire pairs with the release of all who have left.
        self.0
            .word
            .compare_exchange(before - 1, before, Ordering::Acquire, Ordering::Relaxed)
            .ok()?;
        Some(Last {
            slot: self.0,
            generation: before >> GENERATION,
        })
    }
}

/// Has reserved the slot.
#[must_use]
pub(super) struct Vacant<'a> {
    counted: Counted<'a>,
    generation: u64,
}

impl<'a> Vacant<'a> {
    pub(super) fn generation(&self) -> u64 {
        self.generation
    }

    /// Says what the key leads to. If it was released meanwhile, the last one to leave takes that out
    /// again.
    pub(super) fn fill(self, held: Held) -> Counted<'a> {
        let slot = self.counted.0;
        slot.held.with_mut(|place| {
            // SAFETY: it is reserved, so nobody was admitted; and it is not emptied as long as this
            // is counted.
            unsafe { *place = Some(held) }
        });
        // ORDERING: release, so that who comes in finds what is held: by the gate, or counted.
        slot.gate.store(self.generation << 1, Ordering::Release);
        let opened = |word| (word & STATE != RELEASED).then_some(word + STEP);
        let _ = slot
            .word
            .fetch_update(Ordering::Release, Ordering::Relaxed, opened);
        self.counted
    }

    pub(super) fn leave(self) -> Option<Last<'a>> {
        self.counted.leave()
    }
}

/// Has come in by the key.
#[must_use]
pub(super) struct User<'a>(Counted<'a>);

impl<'a> User<'a> {
    pub(super) fn look<R>(&self, look: impl FnOnce(&Held) -> Option<R>) -> Option<R> {
        // SAFETY: it was open when this was counted, and is not emptied before this leaves.
        unsafe { self.0.0.look(look) }
    }

    pub(super) fn leave(self) -> Option<Last<'a>> {
        self.0.leave()
    }
}

/// Has come in by the gate, and leaves when this is dropped.
#[must_use]
pub(super) struct Alone<'a> {
    slot: &'a Slot,
    gate: u64,
}

impl Alone<'_> {
    pub(super) fn look<R>(&self, look: impl FnOnce(&Held) -> Option<R>) -> Option<R> {
        // SAFETY: who opens the gate has filled the slot before, and it is not emptied before the gate
        // is closed, for which this must have left.
        unsafe { self.slot.look(look) }
    }
}

impl Drop for Alone<'_> {
    fn drop(&mut self) {
        // ORDERING: release, so that who closes the gate, or comes in next, knows what was done here.
        self.slot.gate.store(self.gate, Ordering::Release);
    }
}

impl Slot {
    /// # Safety
    /// The slot was open when its caller came in, and its caller is still in.
    unsafe fn look<R>(&self, look: impl FnOnce(&Held) -> Option<R>) -> Option<R> {
        self.held.with(|held| {
            // SAFETY: by this function's contract nobody changes it.
            let held = unsafe { &*held };
            held.as_ref().and_then(look)
        })
    }
}

/// Has to empty a slot whose key was released: no other user of that key is left.
#[must_use]
pub(super) struct Last<'a> {
    slot: &'a Slot,
    generation: u64,
}

impl Last<'_> {
    pub(super) fn generation(&self) -> u64 {
        self.generation
    }

    /// Takes out what the key has led to, and frees the slot. Not while somebody is in the gate.
    pub(super) fn empty(self) -> Result<Option<Held>, Self> {
        let Self { slot, generation } = self;
        // ORDERING: acquire pairs with the release of who was in it last.
        let closed = slot.gate.compare_exchange(
            generation << 1,
            CLOSED,
            Ordering::Acquire,
            Ordering::Relaxed,
        );
        if !matches!(closed, Ok(_) | Err(CLOSED)) {
            return Err(self);
        }
        let held = slot.held.with_mut(|place| {
            // SAFETY: whoever was admitted has left, by the gate as well, which is closed; all that they
            // did has been acquired. Nobody else is admitted, or reserves the slot, before it is free.
            unsafe { (*place).take() }
        });
        // ORDERING: release, so that who reserves it finds it empty.
        slot.word.fetch_add(STEP - 1, Ordering::Release);
        Ok(held)
    }
}
