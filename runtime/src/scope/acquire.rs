//! What a scope may be given to acquire its resource by.

use std::future::Future;

/// What [`scope`](crate::scope) and [`try_scope`](crate::try_scope) acquire a resource by: an async
/// closure, the path of an `async fn` without parameters, or a future.
///
/// `By` says which of these it is, and is inferred. The trait is sealed.
///
/// ```
/// # use asyncify_runtime::scope;
/// # futures::executor::block_on(async {
/// async fn open() -> Vec<u8> {
///     Vec::new()
/// }
/// scope(open, async |_| (), async |_| ()).await;
/// scope(open(), async |_| (), async |_| ()).await;
/// scope(async || open().await, async |_| (), async |_| ()).await;
/// # });
/// ```
#[diagnostic::on_unimplemented(
    message = "a scope can't acquire its resource by `{Self}`",
    label = "neither a future nor an async closure without parameters"
)]
pub trait Acquire<By>: sealed::Sealed<By> {
    /// What it acquires.
    type Output;
    /// The future that does.
    type Future: Future<Output = Self::Output>;

    #[doc(hidden)]
    fn acquire(self) -> Self::Future;
}

/// Marks what is called for its future.
#[derive(Debug)]
pub struct ByCall;

/// Marks what is a future.
#[derive(Debug)]
pub struct ByFuture;

impl<A: FnOnce() -> F, F: Future> Acquire<ByCall> for A {
    type Output = F::Output;
    type Future = F;

    fn acquire(self) -> F {
        self()
    }
}

impl<F: Future> Acquire<ByFuture> for F {
    type Output = F::Output;
    type Future = F;

    fn acquire(self) -> F {
        self
    }
}

mod sealed {
    use super::{ByCall, ByFuture, Future};

    pub trait Sealed<By> {}

    impl<A: FnOnce() -> F, F: Future> Sealed<ByCall> for A {}

    impl<F: Future> Sealed<ByFuture> for F {}
}
