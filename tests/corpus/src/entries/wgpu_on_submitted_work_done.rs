//! wgpu 30.0.1: `Queue::on_submitted_work_done`
//!
//! An `FnOnce()` looks like a job to run, so in a mirror it must be marked as the completion it is.
//! It fires inside `Device::poll` or `Queue::submit`: something has to call those.

use asyncify::asyncify;

use crate::stubs::wgpu::*;

#[asyncify(ext = QueueAsync)]
impl Queue {
    pub fn on_submitted_work_done(&self, #[item] callback: impl FnOnce() + Send + 'static);
}
