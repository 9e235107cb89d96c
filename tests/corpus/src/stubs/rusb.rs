//! Stands for `rusb`.
pub trait UsbContext: Clone + Send + 'static {}
#[derive(Debug, Clone, PartialEq)]
pub struct GlobalContext;
impl UsbContext for GlobalContext {}
#[derive(Debug, Clone, PartialEq)]
pub struct Device<T: UsbContext>(pub u8, pub T);
pub trait Hotplug<T: UsbContext>: Send {
    fn device_arrived(&mut self, device: Device<T>);
    fn device_left(&mut self, device: Device<T>);
}
/// What `HotplugBuilder::register` gives.
pub struct Registration<T: UsbContext>(pub Box<dyn Hotplug<T>>);
pub fn register<T: UsbContext>(context: T, mut callback: Box<dyn Hotplug<T>>) -> Registration<T> {
    callback.device_arrived(Device(1, context.clone()));
    callback.device_left(Device(1, context));
    Registration(callback)
}
