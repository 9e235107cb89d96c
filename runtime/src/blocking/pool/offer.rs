//! Work for the pool of a runtime of tokio's, which may have no thread for it, or be shut down.

use std::sync::Arc;

use tokio::runtime::Handle;

use crate::panics::{catch, contain, discard};
use crate::sync::{Mutex, lock};

use super::elsewhere;

/// Runs the work on the runtime's pool, and elsewhere if that drops it. What it has no thread for comes
/// back.
pub(super) fn offer<W: FnOnce() + Send + 'static>(runtime: &Handle, work: W) -> Option<W> {
    let place = Arc::new(Mutex::new(Some(work)));
    let job = Job(Arc::clone(&place));
    // It panics if the system gives it no thread, and holds on to the job.
    let refused = catch(|| runtime.spawn_blocking(move || job.run())).err()?;
    discard(refused);
    lock(&place).take()
}

/// What a runtime gets. One that is shut down drops what it has not begun.
struct Job<W: FnOnce() + Send + 'static>(Arc<Mutex<Option<W>>>);

impl<W: FnOnce() + Send + 'static> Job<W> {
    fn take(&self) -> Option<W> {
        lock(&self.0).take()
    }

    fn run(self) {
        if let Some(work) = self.take() {
            contain(work);
        }
    }
}

impl<W: FnOnce() + Send + 'static> Drop for Job<W> {
    fn drop(&mut self) {
        if let Some(work) = self.take() {
            elsewhere(work);
        }
    }
}
