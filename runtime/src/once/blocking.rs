//! APIs that block until they have called back: the call gets a thread.

use std::panic::resume_unwind;

use crate::panics::catch;
use crate::runner;

use super::error::Site;
use super::{Completer, Once};

/// Turns a function that blocks until it has called back into a future.
///
/// `run` is started at the first poll, on a thread of its own, which bears the name of the function
/// that `run` stands in. If `run` returns and nobody can complete the call any more, the future
/// resolves to [`Abandoned`](crate::Abandoned).
///
/// # Cancellation
/// Nothing can stop a thread from outside. When the future is dropped, what [`Once::cancel`] was
/// given is run; a callback may also ask [`Completer::is_closed`], and tell the API to stop. An API
/// that can't be told runs on, with callbacks that do nothing, and so does its thread.
///
/// # Panics
/// The first poll, if the system has no thread to give. A panic of `run` is resumed in the future.
///
/// ```
/// # use asyncify_runtime::{Completer, once_blocking};
/// fn sum(numbers: Vec<u32>, callback: impl FnOnce(u32)) {
///     callback(numbers.into_iter().sum());
/// }
///
/// # futures::executor::block_on(async {
/// let sum = once_blocking(|done: Completer<u32>| sum(vec![1, 2], |sum| done.complete(sum)));
/// assert_eq!(sum.await, Ok(3));
/// # });
/// ```
#[track_caller]
pub fn once_blocking<T, S>(run: S) -> Once<T, (), impl FnOnce(Completer<T>) + Send>
where
    T: Send + 'static,
    S: FnOnce(Completer<T>) + Send + 'static,
{
    spawning::<T, S>(Site::of::<S>(), run)
}

/// [`once_blocking`] for a function that can fail: its error completes the call, if nothing did.
///
/// ```
/// # use asyncify_runtime::{Completer, try_once_blocking};
/// # futures::executor::block_on(async {
/// let refused = try_once_blocking(|_: Completer<Result<u32, &str>>| Err("no such host"));
/// assert_eq!(refused.await, Ok(Err("no such host")));
/// # });
/// ```
#[track_caller]
#[allow(
    clippy::type_complexity,
    reason = "the start closure has no name to give"
)]
pub fn try_once_blocking<T, E, S>(
    run: S,
) -> Once<Result<T, E>, (), impl FnOnce(Completer<Result<T, E>>) + Send>
where
    T: Send + 'static,
    E: Send + 'static,
    S: FnOnce(Completer<Result<T, E>>) -> Result<(), E> + Send + 'static,
{
    let site = Site::of::<S>();
    let run = move |done: Completer<Result<T, E>>| {
        if let Err(error) = run(done.clone()) {
            // What has been completed before stays as it is.
            if !done.is_closed() {
                done.complete(Err(error));
            }
        }
    };
    spawning::<_, S>(site, run)
}

/// `N` is the closure that the thread is named after.
fn spawning<T: Send + 'static, N>(
    site: Site,
    run: impl FnOnce(Completer<T>) + Send + 'static,
) -> Once<T, (), impl FnOnce(Completer<T>) + Send> {
    let start = move |done: Completer<T>| {
        runner::spawn::<N>(move || {
            let last = done.clone();
            if let Err(payload) = catch(|| run(done)) {
                last.complete_with(|| resume_unwind(payload));
            }
        });
    };
    Once::new(start, site).release_anywhere()
}
