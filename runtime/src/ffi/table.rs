//! The table that leads from the user-data word of a C callback to what it was given for.
//!
//! The word is a key: the index of a slot, and the slot's generation. A slot's generation changes
//! when its key is released, so a key that is used too late, or was never given out, opens nothing.

use std::any::Any;
// Loom's own can't hold a `dyn Any`; here it only counts.
use std::sync::{Arc, OnceLock};

use crate::panics::discard;
use crate::sync::{Mutex, const_unless_loom, lock};

/// How many bits of a key say which slot; the rest say which generation.
const INDEX_BITS: u32 = if usize::BITS >= 64 { 32 } else { 20 };
const LAST_GENERATION: usize = usize::MAX >> INDEX_BITS;

/// The size of the first segment; each one is twice as large as the one before.
const FIRST: usize = if cfg!(loom) { 2 } else { 64 };
const SEGMENTS: usize = (INDEX_BITS - FIRST.ilog2() + 1) as usize;

/// Never zero: generations start at one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RawKey(pub(super) usize);

impl RawKey {
    fn new(index: usize, generation: usize) -> Self {
        Self(generation << INDEX_BITS | index)
    }

    fn index(self) -> usize {
        self.0 & ((1 << INDEX_BITS) - 1)
    }

    fn generation(self) -> usize {
        self.0 >> INDEX_BITS
    }
}

/// What a key leads to.
#[derive(Clone)]
pub(super) enum Held {
    /// Reserved, and not filled yet.
    Nothing,
    Shared(Arc<dyn Any + Send + Sync>),
    /// Something that is kept on the thread it belongs to.
    Elsewhere,
}

struct Slot {
    generation: usize,
    /// None while the slot is free.
    held: Option<Held>,
}

struct Free {
    /// Slots that were used before.
    indices: Vec<usize>,
    /// The first slot that was never used.
    fresh: usize,
}

/// Slots in segments that never move, so that finding one takes no lock but its own.
pub(super) struct Table {
    segments: [OnceLock<Box<[Mutex<Slot>]>>; SEGMENTS],
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
    pub(super) fn reserve(&self) -> RawKey {
        let index = self.free_index();
        let slot = self.slot(index).expect("a free slot is there");
        let mut slot = lock(slot);
        slot.held = Some(Held::Nothing);
        RawKey::new(index, slot.generation)
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
        self.segments[segment].get_or_init(|| {
            let slot = || {
                Mutex::new(Slot {
                    generation: 1,
                    held: None,
                })
            };
            (0..FIRST << segment).map(|_| slot()).collect()
        });
        index
    }

    fn slot(&self, index: usize) -> Option<&Mutex<Slot>> {
        let (segment, at) = place(index);
        self.segments.get(segment)?.get()?.get(at)
    }

    /// Says what a reserved key leads to; gives it back if the key was released meanwhile.
    pub(super) fn fill(&self, key: RawKey, held: Held) -> Result<(), Held> {
        let Some(slot) = self.slot(key.index()) else {
            return Err(held);
        };
        let mut slot = lock(slot);
        let is_current = slot.generation == key.generation();
        match &mut slot.held {
            Some(place) if is_current => {
                *place = held;
                Ok(())
            }
            _ => Err(held),
        }
    }

    /// What the key leads to, unless it is stale.
    pub(super) fn get(&self, key: RawKey) -> Option<Held> {
        let slot = lock(self.slot(key.index())?);
        slot.held
            .as_ref()
            .filter(|_| slot.generation == key.generation())
            .cloned()
    }

    /// Makes the key stale. Returns whether it was not.
    pub(super) fn release(&self, key: RawKey) -> bool {
        let Some(slot) = self.slot(key.index()) else {
            return false;
        };
        let mut slot = lock(slot);
        if slot.generation != key.generation() {
            return false;
        }
        let Some(held) = slot.held.take() else {
            return false;
        };
        let is_worn_out = slot.generation == LAST_GENERATION;
        slot.generation = slot.generation.saturating_add(1);
        drop(slot);
        // A slot whose generations are used up is never used again.
        if !is_worn_out {
            lock(&self.free).indices.push(key.index());
        }
        discard(held);
        true
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
        let table = Table::new();
        let first = table.reserve();
        lock(table.slot(first.index()).unwrap()).generation = LAST_GENERATION;
        let last = RawKey::new(first.index(), LAST_GENERATION);
        assert!(table.release(last));
        assert!(table.get(last).is_none());
        assert!(table.reserve().index() != first.index());
    }
}
