//! Threads that drive a loop.

use std::future::poll_fn;
use std::thread::{Builder, JoinHandle};

use crate::Completer;
use crate::block_on::block_on;
use crate::once::cell::{Outcome, channel};

/// Starts a thread that first tells what its starter has to know, and returns that and the thread.
///
/// None if the system has no thread, or it ends without a word.
// The standard library's channels would do as well, but are a sixth of the code that this crate makes the
// compiler write.
pub(crate) fn start<T: Send + 'static>(
    name: &str,
    body: impl FnOnce(Completer<T>) + Send + 'static,
) -> Option<(T, JoinHandle<()>)> {
    let (tell, mut told) = channel();
    let thread = Builder::new().name(name.to_owned());
    let thread = thread.spawn(|| body(tell)).ok()?;
    match block_on(poll_fn(|cx| told.poll(cx))) {
        Outcome::Value(told) => Some((told, thread)),
        Outcome::Panicked(_) | Outcome::Abandoned => None,
    }
}
