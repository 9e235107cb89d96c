//! What a key leads to on one thread only.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::mem;
use std::rc::Rc;

use super::slot::Held;
use super::table::{RawKey, Reserved, Table};
use crate::panics::discard;
use crate::sync::per_thread;

type Entry = (RawKey, Rc<dyn Any>);

per_thread! {
    // In the order of the keys. A map, which would do as well, takes the compiler far longer.
    static HELD: RefCell<Vec<Entry>> = const { RefCell::new(Vec::new()) };
}

per_thread! {
    /// Whether this thread has ever held something.
    static HAS_HELD: Cell<bool> = const { Cell::new(false) };
}

/// Looks at what this thread holds. Where it has never held anything that is not touched, because the
/// first touch of what has a destructor allocates, and a realtime thread may come with any word.
fn look<R>(look: impl FnOnce(&mut Vec<Entry>) -> Option<R>) -> Option<R> {
    if !HAS_HELD.try_with(Cell::get).unwrap_or(false) {
        return None;
    }
    let found = HELD.try_with(|all| look(&mut all.borrow_mut()));
    found.ok().flatten()
}

/// Where the key is, or belongs.
fn find(all: &[Entry], key: RawKey) -> Result<usize, usize> {
    all.binary_search_by_key(&key, |(key, _)| *key)
}

/// Keeps what a reserved key leads to on this thread.
pub(super) fn fill(table: &Table, reserved: Reserved, held: Rc<dyn Any>) -> RawKey {
    // Keys that were released on another thread have left theirs behind.
    let swept: Vec<_> = HELD.with(|all| {
        let mut all = all.borrow_mut();
        let is_live = |(key, _): &Entry| table.is_live(*key);
        let swept;
        (*all, swept) = mem::take(&mut *all).into_iter().partition(is_live);
        swept
    });
    discard(swept);
    HAS_HELD.with(|has| has.set(true));
    let key = reserved.fill(Held::Elsewhere);
    if table.is_live(key) {
        HELD.with(|all| {
            let mut all = all.borrow_mut();
            let (Ok(at) | Err(at)) = find(&all, key);
            all.insert(at, (key, held));
        });
    }
    key
}

/// What a key leads to that belongs to this thread.
pub(super) fn get(key: RawKey) -> Option<Rc<dyn Any>> {
    look(|all| find(all, key).ok().map(|at| Rc::clone(&all[at].1)))
}

/// Forgets a key that was released.
pub(super) fn remove(key: RawKey) {
    discard(look(|all| find(all, key).ok().map(|at| all.remove(at))));
}
