//! What a key leads to on one thread only.

use std::any::Any;
use std::cell::RefCell;
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
    let held = HELD.try_with(|all| {
        let all = all.borrow();
        find(&all, key).ok().map(|at| Rc::clone(&all[at].1))
    });
    held.ok().flatten()
}

/// Forgets a key that was released.
pub(super) fn remove(key: RawKey) {
    let held = HELD.try_with(|all| {
        let mut all = all.borrow_mut();
        find(&all, key).ok().map(|at| all.remove(at))
    });
    discard(held);
}
