//! windows-future 0.100.0: `Async::set_completed`
//!
//! The callback is given the operation alone: `#[map]` asks it for the results, as `GetResults`
//! does.

use asyncify::asyncify;

use crate::stubs::windows::*;

#[asyncify(ext = CompletedAsync, once)]
impl<A: Async> A {
    fn set_completed<F: Fn(&Self) + Send + 'static>(
        &self,
        #[map(|operation| -> Result<A::Output> { operation.results() })] handler: F,
    ) -> Result<()>;
}
