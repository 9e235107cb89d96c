//! wasmtime 48.0.8: `Store::epoch_deadline_callback`
//!
//! The store that is lent borrows, though its type does not say so: `#[map]` takes out what is
//! wanted, here nothing.

use asyncify::asyncify;

use crate::stubs::wasmtime::*;

#[asyncify(ext = EpochAsync)]
impl<T> Store<T> {
    pub fn epoch_deadline_callback(
        &mut self,
        #[map(|_| ())]
        #[reply(Ok(UpdateDeadline::Continue(1)))]
        callback: impl FnMut(StoreContextMut<T>) -> Result<UpdateDeadline>
        + Send
        + Sync
        + 'static,
    );
}
