//! Stands for `device_query`.
pub type MousePosition = (i32, i32);
pub struct CallbackGuard<Callback> {
    pub callback: Callback,
}
pub struct DeviceState;
pub trait DeviceEvents {
    fn on_mouse_move<Callback: Fn(&MousePosition) + Sync + Send + 'static>(
        &self,
        callback: Callback,
    ) -> CallbackGuard<Callback> {
        callback(&(1, 2));
        CallbackGuard { callback }
    }
}
impl DeviceEvents for DeviceState {}
