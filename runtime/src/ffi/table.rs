//! The table that leads from the user-data word of a C callback to what it was given for.
//!
//! The word is a key: the index of a slot, and the slot's generation. A slot's generation changes
//! when its key is released, so a key that is used too late, or was never given out, opens nothing.

use std::fmt;
// What is found in a segment is what the models are about, not how segments are made.
use std::sync::OnceLock;

use super::slot::{Alone, Held, Last, Slot, User, Vacant};
use crate::panics::discard;
use crate::quick;
use crate::release;
use crate::sync::{Mutex, const_unless_loom, lock};

/// How many bits of a key say which slot; the rest say which generation.
const INDEX_BITS: u32 = if usize::BITS >= 64 { 32 } else { 20 };
const LAST_GENERATION: u64 = (usize::MAX >> INDEX_BITS) as u64;

/// The size of the first segment; each one is twice as large as the one before.
const FIRST: usize = if cfg!(loom) { 2 } else { 64 };
const SEGMENTS: usize = (INDEX_BITS - FIRST.ilog2() + 1) as usize;

/// Never zero: generations start at one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RawKey(pub(super) usize);

impl RawKey {
    fn new(index: usize, generation: u64) -> Self {
        Self((generation as usize) << INDEX_BITS | index)
    }

    fn index(self) -> usize {
        self.0 & ((1 << INDEX_BITS) - 1)
    }

    fn generation(self) -> u64 {
        (self.0 >> INDEX_BITS) as u64
    }
}

struct Free {
    /// Slots that were used before.
    indices: Vec<usize>,
    /// The first slot that was never used.
    fresh: usize,
}

/// Slots in segments that never move, so that finding one takes no lock.
pub(super) struct Table {
    segments: [OnceLock<Box<[Slot]>>; SEGMENTS],
    free: Mutex<Free>,
}

impl Table {
    const_unless_loom! {
        pub(super) fn new() -> Self {
            Self {
                segments: [const { OnceLock::new() }; SEGMENTS],
                free: Mutex::new(Free { indices: Vec::new(), fresh: 0 }),
            }
        }
    }

    /// A key that leads to nothing yet.
    ///
    /// # Panics
    /// If all keys are in use.
    pub(super) fn reserve(&'static self) -> Reserved {
        let index = self.free_index();
        let vacant = self.slot(index).and_then(Slot::reserve);
        let vacant = vacant.expect("a free slot is there");
        Reserved {
            table: self,
            key: RawKey::new(index, vacant.generation()),
            vacant: Some(vacant),
        }
    }

    fn free_index(&self) -> usize {
        let mut free = lock(&self.free);
        if let Some(index) = free.indices.pop() {
            return index;
        }
        let index = free.fresh;
        assert!(
            index < 1 << INDEX_BITS,
            "all keys for C callbacks are in use"
        );
        free.fresh += 1;
        let (segment, _) = place(index);
        self.segments[segment].get_or_init(|| (0..FIRST << segment).map(|_| Slot::new()).collect());
        index
    }

    fn slot(&self, index: usize) -> Option<&Slot> {
        let (segment, at) = place(index);
        self.segments.get(segment)?.get()?.get(at)
    }

    /// Whether the key was given out and not released.
    pub(super) fn is_live(&self, key: RawKey) -> bool {
        let slot = self.slot(key.index());
        slot.is_some_and(|slot| slot.is_live(key.generation()))
    }

    /// Comes in by a key, unless it is stale: then it has to [`leave`](Self::leave).
    pub(super) fn enter(&'static self, key: RawKey) -> Option<User<'static>> {
        match self.slot(key.index())?.enter(key.generation()) {
            Ok(user) => Some(user),
            Err(stale) => {
                self.see_to(key, stale.leave());
                None
            }
        }
    }

    pub(super) fn leave(&'static self, key: RawKey, user: User<'static>) {
        self.see_to(key, user.leave());
    }

    /// Comes in by a key, unless it is stale, or somebody else has come in in this way. Who does is
    /// never the one to drop what it leads to.
    pub(super) fn enter_alone(&self, key: RawKey) -> Option<Alone<'_>> {
        self.slot(key.index())?.enter_alone(key.generation())
    }

    /// Makes the key stale. Returns whether it was not.
    pub(super) fn release(&'static self, key: RawKey) -> bool {
        let slot = self.slot(key.index());
        let released = slot.and_then(|slot| slot.release(key.generation()));
        let Some(released) = released else {
            return false;
        };
        self.see_to(key, released.leave());
        true
    }

    /// Empties a slot that the last user has left, on a thread of its own if a realtime callback is
    /// still inside: that should not be the one to do it.
    fn see_to(&'static self, key: RawKey, last: Option<Last<'static>>) {
        let empty = move |last: Last<'static>| self.empty(key.index(), last);
        let inside = last.and_then(|last| empty(last).err());
        if let Some(last) = inside {
            release::elsewhere(last, move |mut last| {
                while let Err(still) = empty(last) {
                    quick::rest();
                    last = still;
                }
            });
        }
    }

    fn empty(&self, index: usize, last: Last<'static>) -> Result<(), Last<'static>> {
        let generation = last.generation();
        let held = last.empty()?;
        // A slot whose generations are used up is never used again.
        if generation != LAST_GENERATION {
            lock(&self.free).indices.push(index);
        }
        discard(held);
        Ok(())
    }
}

/// A key that does not lead to anything yet, because the closures that it will lead to take the
/// sender with them.
#[must_use]
pub struct Reserved {
    table: &'static Table,
    key: RawKey,
    /// There until it is filled.
    vacant: Option<Vacant<'static>>,
}

impl Reserved {
    pub(super) fn key(&self) -> RawKey {
        self.key
    }

    /// Says what the key leads to, if it was not released meanwhile.
    pub(super) fn fill(mut self, held: Held) -> RawKey {
        if let Some(vacant) = self.vacant.take() {
            self.table.see_to(self.key, vacant.fill(held).leave());
        }
        self.key
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        if let Some(vacant) = self.vacant.take() {
            self.table.see_to(self.key, vacant.leave());
        }
    }
}

impl fmt::Debug for Reserved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reserved").field(&self.key).finish()
    }
}

/// The segment of a slot, and its place in there.
fn place(index: usize) -> (usize, usize) {
    let segment = (index / FIRST + 1).ilog2();
    (segment as usize, index - FIRST * ((1 << segment) - 1))
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    #[test]
    fn every_slot_has_a_place_of_its_own() {
        let places: Vec<_> = (0..1000).map(place).collect();
        assert_eq!(places[0], (0, 0));
        assert_eq!(places[63], (0, 63));
        assert_eq!(places[64], (1, 0));
        assert_eq!(places[191], (1, 127));
        assert_eq!(places[192], (2, 0));
        assert!(place((1 << INDEX_BITS) - 1).0 < SEGMENTS);
    }

    #[test]
    fn a_slot_whose_generations_are_used_up_is_retired() {
        static TABLE: Table = Table::new();
        let worn = (0..FIRST).map(|_| Slot::of(LAST_GENERATION)).collect();
        assert!(TABLE.segments[0].set(worn).is_ok());
        let last = TABLE.reserve().fill(Held::Shared(Box::new(())));
        assert_eq!(last, RawKey::new(0, LAST_GENERATION));
        assert!(TABLE.enter_alone(last).is_some());
        assert!(TABLE.release(last) && !TABLE.release(last));
        assert!(TABLE.enter(last).is_none() && TABLE.enter_alone(last).is_none());
        assert_eq!(TABLE.reserve().key().index(), 1);
    }
}
