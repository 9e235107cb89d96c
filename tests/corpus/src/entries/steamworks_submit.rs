//! steamworks 0.13.1: `UpdateHandle::submit`
//!
//! It returns a handle to watch *and* completes by callback. An `async fn` would keep the handle to
//! itself; `stream` gives both, and ends after its one item: `update.handle().progress()`.

use asyncify::asyncify;

use crate::stubs::steamworks::*;

#[asyncify(ext = UpdateHandleAsync, stream)]
impl UpdateHandle {
    pub fn submit<F>(self, change_note: Option<&str>, cb: F) -> UpdateWatchHandle
    where
        F: FnOnce(Result<(PublishedFileId, bool), SteamError>) + 'static + Send;
}
