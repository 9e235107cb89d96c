//! Blocking code that asks whether anybody waits for it.

use std::cell::RefCell;

// Loom's own can't hold a `dyn`.
use std::sync::Arc;

/// What somebody waits for, or did.
pub(super) trait Wanted: Send + Sync {
    fn is_wanted(&self) -> bool;
}

thread_local! {
    /// What runs on this thread.
    static RUNNING: RefCell<Option<Arc<dyn Wanted>>> = const { RefCell::new(None) };
}

/// Whether nobody awaits any more what runs here.
pub fn is_cancelled() -> bool {
    RUNNING
        .try_with(|running| {
            running
                .borrow()
                .as_ref()
                .is_some_and(|work| !work.is_wanted())
        })
        .unwrap_or(false)
}

/// Runs the code as a part of the work.
pub(super) fn while_running<R>(work: Arc<dyn Wanted>, code: impl FnOnce() -> R) -> R {
    let _outer = Outer(RUNNING.replace(Some(work)));
    code()
}

/// What comes back when this ends.
struct Outer(Option<Arc<dyn Wanted>>);

impl Drop for Outer {
    fn drop(&mut self) {
        drop(RUNNING.replace(self.0.take()));
    }
}
