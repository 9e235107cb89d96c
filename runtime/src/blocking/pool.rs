//! Where blocking code runs: inside of tokio on the pool of its runtime; elsewhere on that of the
//! `blocking` crate, or, where tokio is all there is, of a runtime that is kept for this.

#[cfg(all(feature = "tokio", not(feature = "blocking"), not(loom)))]
mod kept;
#[cfg(all(feature = "tokio", not(loom)))]
mod offer;

#[cfg(all(feature = "tokio", not(loom)))]
use tokio::runtime::Handle;

#[cfg(all(feature = "tokio", not(feature = "blocking"), not(loom)))]
pub(crate) use kept::elsewhere;

use crate::panics::contain;
use crate::sync::HAS_THREADS;

/// Runs the work on a thread that may block, or here if there are no others. It is always run, and its
/// panic goes nowhere.
pub(crate) fn submit(work: impl FnOnce() + Send + 'static) {
    if !HAS_THREADS {
        return contain(work);
    }
    #[cfg(all(feature = "tokio", not(loom)))]
    if let Ok(runtime) = Handle::try_current() {
        if let Some(work) = offer::offer(&runtime, work) {
            elsewhere(work);
        }
        return;
    }
    elsewhere(work);
}

/// Runs the work whatever becomes of the runtime, which does not wait for it when it is shut down.
#[cfg(all(feature = "blocking", not(loom)))]
pub(crate) fn elsewhere(work: impl FnOnce() + Send + 'static) {
    blocking::unblock(|| contain(work)).detach();
}

/// A thread of the model's stands for the pool.
#[cfg(loom)]
pub(crate) fn elsewhere(work: impl FnOnce() + Send + 'static) {
    crate::sync::thread::spawn(|| contain(work));
}
