//! windows-future 0.100.0: `AsyncOperationCompletedHandler::new`
//!
//! The callback is put into an object that is registered later. As a stream of one item, that
//! object is at hand: `operation.SetCompleted(completed.handle())`, then `completed.next().await`.

use asyncify::asyncify;

use crate::stubs::windows::*;

#[asyncify(ext = HandlerAsync, stream)]
impl<TResult: windows_core::RuntimeType + 'static> AsyncOperationCompletedHandler<TResult> {
    pub fn new<
        F: Fn(windows_core::Ref<IAsyncOperation<TResult>>, AsyncStatus) -> windows_core::Result<()>
            + Send
            + 'static,
    >(
        #[map(|operation, status| -> (IAsyncOperation<TResult>, AsyncStatus) {
            (operation.cloned(), status)
        })]
        #[reply(Ok(()))]
        invoke: F,
    ) -> Self;
}
