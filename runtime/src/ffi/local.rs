//! What a key leads to on one thread only.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::mem;
use std::rc::Rc;

use super::slot::Held;
use super::table::{RawKey, Reserved, Table};
use crate::panics::discard;
use crate::sync::atomic::{AtomicUsize, Ordering};
use crate::sync::{Arc, per_thread};

type Entry = (RawKey, Rc<dyn Any>);

struct All {
    /// In the order of the keys. A map, which would do as well, takes the compiler far longer.
    entries: Vec<Entry>,
    /// How many of this thread's keys were released, anywhere; there once it has one.
    released: Option<Arc<AtomicUsize>>,
    /// How many of those have left nothing here.
    removed: usize,
}

impl All {
    fn find(&self, key: RawKey) -> Result<usize, usize> {
        self.entries.binary_search_by_key(&key, |(key, _)| *key)
    }

    /// Takes out what keys have left behind that were released on another thread.
    fn sweep(&mut self, table: &Table) -> Vec<Entry> {
        // ORDERING: acquire pairs with the release of who has released the key, which is seen stale so.
        let released = |released: &Arc<AtomicUsize>| released.load(Ordering::Acquire);
        if self.released.as_ref().map_or(0, released) == self.removed {
            return Vec::new();
        }
        let is_live = |(key, _): &Entry| table.is_live(*key);
        let swept: Vec<_>;
        (self.entries, swept) = mem::take(&mut self.entries).into_iter().partition(is_live);
        self.removed += swept.len();
        swept
    }
}

/// A thread that ends with a panic in a thread-local's destructor takes the process with it.
impl Drop for All {
    fn drop(&mut self) {
        mem::take(&mut self.entries).into_iter().for_each(discard);
    }
}

/// What the table holds of a key that belongs to one thread. That is told when it is released.
pub(super) struct Elsewhere(Arc<AtomicUsize>);

impl Drop for Elsewhere {
    fn drop(&mut self) {
        // ORDERING: release, so that the thread sees that the key is stale.
        self.0.fetch_add(1, Ordering::Release);
    }
}

per_thread! {
    static HELD: RefCell<All> = const {
        RefCell::new(All { entries: Vec::new(), released: None, removed: 0 })
    };
}

per_thread! {
    /// Whether this thread has ever held something.
    static HAS_HELD: Cell<bool> = const { Cell::new(false) };
}

/// Looks at what this thread holds. Where it has never held anything that is not touched, because the
/// first touch of what has a destructor allocates, and a realtime thread may come with any word.
fn look<R>(look: impl FnOnce(&mut All) -> Option<R>) -> Option<R> {
    if !HAS_HELD.try_with(Cell::get).unwrap_or(false) {
        return None;
    }
    let found = HELD.try_with(|all| look(&mut all.borrow_mut()));
    found.ok().flatten()
}

/// Keeps what a reserved key leads to on this thread. One that is ending, and has let go of all that
/// it held, keeps nothing more.
pub(super) fn fill(table: &Table, reserved: Reserved, held: Rc<dyn Any>) -> RawKey {
    let _ = HAS_HELD.try_with(|has| has.set(true));
    let ready = look(|all| {
        let released = Arc::clone(all.released.get_or_insert_default());
        Some((Elsewhere(released), all.sweep(table)))
    });
    let (elsewhere, swept) = ready.unzip();
    swept.into_iter().flatten().for_each(discard);
    let elsewhere = elsewhere.unwrap_or_else(|| Elsewhere(Arc::default()));
    let key = reserved.fill(Held::Elsewhere(elsewhere));
    let mut held = Some(held);
    look(|all| {
        match all.find(key) {
            Err(at) if table.is_live(key) => all.entries.insert(at, (key, held.take()?)),
            _ => all.removed += 1,
        }
        Some(())
    });
    discard(held);
    key
}

/// What a key leads to that belongs to this thread.
pub(super) fn get(key: RawKey) -> Option<Rc<dyn Any>> {
    look(|all| all.find(key).ok().map(|at| Rc::clone(&all.entries[at].1)))
}

/// Forgets a key that was released.
pub(super) fn remove(key: RawKey) {
    discard(look(|all| {
        let at = all.find(key).ok()?;
        all.removed += 1;
        Some(all.entries.remove(at))
    }));
}
