//! wgpu 30.0.1: `Device::on_uncaptured_error`
//!
//! A trait that every such closure implements hides the callback: `#[shape]` says what it is, and
//! `wrap` what it is put into.

use std::sync::Arc;

use asyncify::asyncify;

use crate::stubs::wgpu::*;

#[asyncify(ext = DeviceAsync)]
impl Device {
    pub fn on_uncaptured_error(
        &self,
        #[shape(Fn(Error), wrap = Arc::new)] handler: Arc<dyn UncapturedErrorHandler>,
    );
}
