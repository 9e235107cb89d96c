//! Using a resource, and releasing it whatever becomes of that.

use std::future::Future;
use std::panic::resume_unwind;

use crate::panics::{catch_async, discard};

use super::cleanup::{Hook, Releasing};

/// Lends the resource to the body, then releases it, and returns what came of both. A panic of the
/// body is resumed after the release, whose own panic is dropped then.
pub(super) async fn hold<R, T, F>(
    resource: R,
    body: impl AsyncFnOnce(&mut R) -> T,
    release: impl FnOnce(R) -> F + Send + 'static,
    hook: Hook,
) -> (T, F::Output)
where
    R: Send + 'static,
    F: Future<Output: 'static> + Send + 'static,
{
    let end = |resource| Releasing::new(async move { release(resource).await }, hook);
    let mut held = Held(None);
    let (resource, _) = held.0.insert((resource, end));
    let used = catch_async(async { body(resource).await }).await;
    let released = held.end();
    match used {
        Ok(value) => (value, released.await),
        Err(panic) => {
            discard(catch_async(released).await);
            resume_unwind(panic)
        }
    }
}

/// A resource in use, and what begins its release. If it is dropped before, the hook of that does.
struct Held<R, E: FnOnce(R) -> Releasing<O>, O: 'static>(Option<(R, E)>);

impl<R, E: FnOnce(R) -> Releasing<O>, O> Held<R, E, O> {
    fn end(mut self) -> Releasing<O> {
        let (resource, end) = self.0.take().expect("held until now");
        end(resource)
    }
}

impl<R, E: FnOnce(R) -> Releasing<O>, O> Drop for Held<R, E, O> {
    fn drop(&mut self) {
        if let Some((resource, end)) = self.0.take() {
            drop(end(resource));
        }
    }
}
