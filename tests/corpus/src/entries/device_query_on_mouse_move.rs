//! device_query 4.0.1: `DeviceEvents::on_mouse_move`
//!
//! The guard's type names that of the callback: in the twin it is the boxed closure.

use asyncify::asyncify;

use crate::stubs::device_query::*;

#[asyncify(ext = MouseAsync)]
impl<D: DeviceEvents> D {
    fn on_mouse_move<Callback: Fn(&MousePosition) + Sync + Send + 'static>(
        &self,
        callback: Callback,
    ) -> CallbackGuard<Callback>;
}
