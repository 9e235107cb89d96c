//! What a key leads to on one thread only.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::mem;
use std::rc::Rc;

use super::slot::Held;
use super::table::{RawKey, Reserved, Table};
use crate::panics::discard;
use crate::sync::{Arc, Mutex, lock, per_thread};

type Entry = (RawKey, Rc<dyn Any>);

struct All {
    /// In the order of the keys. A map, which would do as well, takes the compiler far longer.
    entries: Vec<Entry>,
    /// There once this thread has a key.
    released: Option<Arc<Released>>,
}

/// Which of a thread's keys were released since it made the last one: on another thread they leave
/// behind what they led to.
type Released = Mutex<Vec<RawKey>>;

impl All {
    fn find(&self, key: RawKey) -> Result<usize, usize> {
        self.entries.binary_search_by_key(&key, |(key, _)| *key)
    }

    fn remove(&mut self, key: RawKey) -> Option<Entry> {
        self.find(key).ok().map(|at| self.entries.remove(at))
    }
}

/// A thread that ends with a panic in a thread-local's destructor takes the process with it.
impl Drop for All {
    fn drop(&mut self) {
        mem::take(&mut self.entries).into_iter().for_each(discard);
    }
}

/// What the table holds of a key that belongs to one thread. That is told when it is released.
pub(super) struct Elsewhere {
    key: RawKey,
    thread: Arc<Released>,
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        lock(&self.thread).push(self.key);
    }
}

per_thread! {
    static HELD: RefCell<All> = const {
        RefCell::new(All { entries: Vec::new(), released: None })
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
        let thread = Arc::clone(all.released.get_or_insert_default());
        let released = mem::take(&mut *lock(&thread));
        let left: Vec<_> = released
            .into_iter()
            .filter_map(|key| all.remove(key))
            .collect();
        Some((thread, left))
    });
    let (thread, left) = ready.unwrap_or_default();
    left.into_iter().for_each(discard);
    let elsewhere = Elsewhere {
        key: reserved.key(),
        thread,
    };
    let key = reserved.fill(Held::Elsewhere(elsewhere));
    let mut held = Some(held);
    if table.is_live(key) {
        look(|all| {
            let (Ok(at) | Err(at)) = all.find(key);
            all.entries.insert(at, (key, held.take()?));
            Some(())
        });
    }
    discard(held);
    key
}

/// What a key leads to that belongs to this thread.
pub(super) fn get(key: RawKey) -> Option<Rc<dyn Any>> {
    look(|all| all.find(key).ok().map(|at| Rc::clone(&all.entries[at].1)))
}

/// Forgets a key that was released.
pub(super) fn remove(key: RawKey) {
    discard(look(|all| all.remove(key)));
}
