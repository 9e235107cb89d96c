//! Panics that must not reach the caller of a callback.

use std::any::Any;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
#[cfg(feature = "_pool")]
use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};

/// What a panic carries, on its way to the consumer.
pub(crate) type Payload = Box<dyn Any + Send>;

/// Runs code that is not ours (a waker, a `Drop`, a user's closure) and hands back its panic.
///
/// Unwind safety is asserted because the panic is either resumed in the consumer or ends the
/// value's life here: nobody goes on using what the code left behind.
pub(crate) fn catch<R>(code: impl FnOnce() -> R) -> Result<R, Payload> {
    catch_unwind(AssertUnwindSafe(code))
}

/// [`catch`] for a future. It should be that of an `async` block, which drops all that it holds when it
/// ends, also by a panic: what a future holds on to is dropped outside of this.
#[cfg(feature = "_pool")]
pub(crate) async fn catch_async<F: Future>(future: F) -> Result<F::Output, Payload> {
    let mut future = pin!(future);
    poll_fn(|cx| match catch(|| future.as_mut().poll(cx)) {
        Ok(polled) => polled.map(Ok),
        Err(payload) => Poll::Ready(Err(payload)),
    })
    .await
}

/// Runs code whose panic nobody can be told about.
#[inline]
pub(crate) fn contain(code: impl FnOnce()) {
    if let Err(payload) = catch(code) {
        // A payload may panic in its own `Drop`; what that leaves is leaked, or it would go on.
        if let Err(again) = catch(|| drop(payload)) {
            mem::forget(again);
        }
    }
}

/// Drops a value inside a callback.
pub(crate) fn discard<T>(value: T) {
    contain(|| drop(value));
}
