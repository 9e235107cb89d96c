//! libcamera 0.7.0: `CameraManager::on_camera_added`
//!
//! What comes is owned already.

use asyncify::asyncify;

use crate::stubs::libcamera::*;

#[asyncify(ext = CamerasAsync)]
impl CameraManager {
    pub fn on_camera_added(&mut self, cb: impl FnMut(Camera<'static>) + Send + 'static);
}
