//! tauri 2.12.5: `Listener::once`
//!
//! A method of a trait is mirrored for all types with it. Dropped before the event, the future
//! unlistens.

use asyncify::asyncify;

use crate::stubs::tauri::*;

#[asyncify(ext = ListenerAsync, cancel = |id| self.unlisten(id))]
impl<R: Runtime, L: Listener<R>> L {
    fn once<F>(&self, event: impl Into<String>, handler: F) -> EventId
    where
        F: FnOnce(Event) + Send + 'static;
}
