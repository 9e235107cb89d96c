//! rusb 0.9.4: `Hotplug`
//!
//! The mirror of a trait implements it: `HotplugEvents::new()` is the stream, and what its
//! `.sender()` gives goes into `HotplugBuilder::register`.

use asyncify::asyncify;

use crate::stubs::rusb::{self, *};

#[asyncify(listener, path = rusb::Hotplug)]
pub trait Hotplug<T: UsbContext> {
    fn device_arrived(&mut self, device: Device<T>);
    fn device_left(&mut self, device: Device<T>);
}
