//! Where blocking code runs: on tokio's pool inside of tokio, elsewhere on that of the `blocking` crate.

#[cfg(all(feature = "tokio", not(loom)))]
use tokio::runtime::Handle;

use crate::panics::contain;

/// Runs the work on a thread that may block. It is always run, and its panic goes nowhere.
pub(crate) fn submit(work: impl FnOnce() + Send + 'static) {
    #[cfg(all(feature = "tokio", not(loom)))]
    if let Ok(runtime) = Handle::try_current() {
        let mut job = Job(Some(work));
        // A runtime that has no thread to give panics: the job goes elsewhere then.
        contain(|| drop(runtime.spawn_blocking(move || job.run())));
        return;
    }
    elsewhere(work);
}

/// Runs the work whatever becomes of the runtime, which does not wait for it when it is shut down.
#[cfg(not(loom))]
pub(crate) fn elsewhere(work: impl FnOnce() + Send + 'static) {
    blocking::unblock(|| contain(work)).detach();
}

/// A thread of the model's stands for the pool.
#[cfg(loom)]
pub(crate) fn elsewhere(work: impl FnOnce() + Send + 'static) {
    crate::sync::thread::spawn(|| contain(work));
}

/// Work for a runtime that may be shut down before it gets there, and then drops what it has not
/// begun.
#[cfg(all(feature = "tokio", not(loom)))]
struct Job<W: FnOnce() + Send + 'static>(Option<W>);

#[cfg(all(feature = "tokio", not(loom)))]
impl<W: FnOnce() + Send + 'static> Job<W> {
    fn run(&mut self) {
        if let Some(work) = self.0.take() {
            contain(work);
        }
    }
}

#[cfg(all(feature = "tokio", not(loom)))]
impl<W: FnOnce() + Send + 'static> Drop for Job<W> {
    fn drop(&mut self) {
        if let Some(work) = self.0.take() {
            elsewhere(work);
        }
    }
}
