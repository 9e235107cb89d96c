//! What a key leads to on one thread only.

use std::any::Any;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::table::{Held, RawKey, Table};
use crate::panics::discard;
use crate::sync::per_thread;

per_thread! {
    static HELD: RefCell<BTreeMap<RawKey, Rc<dyn Any>>> = const { RefCell::new(BTreeMap::new()) };
}

/// Keeps what a reserved key leads to on this thread.
pub(super) fn fill(table: &Table, key: RawKey, held: Rc<dyn Any>) {
    // Keys that were released on another thread have left theirs behind.
    let swept: Vec<_> = HELD.with(|all| {
        let mut all = all.borrow_mut();
        let stale = |key: &RawKey| table.get(*key).is_none();
        let keys: Vec<_> = all.keys().copied().filter(stale).collect();
        keys.iter().filter_map(|key| all.remove(key)).collect()
    });
    discard(swept);
    if table.fill(key, Held::Elsewhere).is_ok() {
        HELD.with(|all| all.borrow_mut().insert(key, held));
    }
}

/// What a key leads to that belongs to this thread.
pub(super) fn get(key: RawKey) -> Option<Rc<dyn Any>> {
    let held = HELD.try_with(|all| all.borrow().get(&key).cloned());
    held.ok().flatten()
}

/// Forgets a key that was released.
pub(super) fn remove(key: RawKey) {
    let held = HELD.try_with(|all| all.borrow_mut().remove(&key));
    discard(held);
}
