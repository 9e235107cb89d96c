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

/// In the order of the keys. A map, which would do as well, takes the compiler far longer.
struct All(Vec<Entry>);

/// A thread that ends with a panic in a thread-local's destructor takes the process with it.
impl Drop for All {
    fn drop(&mut self) {
        mem::take(&mut self.0).into_iter().for_each(discard);
    }
}

per_thread! {
    static HELD: RefCell<All> = const { RefCell::new(All(Vec::new())) };
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
    let found = HELD.try_with(|all| look(&mut all.borrow_mut().0));
    found.ok().flatten()
}

/// Where the key is, or belongs.
fn find(all: &[Entry], key: RawKey) -> Result<usize, usize> {
    all.binary_search_by_key(&key, |(key, _)| *key)
}

/// Keeps what a reserved key leads to on this thread. One that is ending, and has let go of all that
/// it held, keeps nothing more.
pub(super) fn fill(table: &Table, reserved: Reserved, held: Rc<dyn Any>) -> RawKey {
    // Keys that were released on another thread have left theirs behind.
    let swept = look(|all| {
        let is_live = |(key, _): &Entry| table.is_live(*key);
        let swept: Vec<_>;
        (*all, swept) = mem::take(all).into_iter().partition(is_live);
        Some(swept)
    });
    swept.into_iter().flatten().for_each(discard);
    let _ = HAS_HELD.try_with(|has| has.set(true));
    let key = reserved.fill(Held::Elsewhere);
    let mut held = Some(held);
    if table.is_live(key) {
        look(|all| {
            let (Ok(at) | Err(at)) = find(all, key);
            all.insert(at, (key, held.take()?));
            Some(())
        });
    }
    discard(held);
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
