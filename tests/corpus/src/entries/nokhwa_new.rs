//! nokhwa 0.10.11: `CallbackCamera::new`
//!
//! A constructor: the camera is the stream's handle, `.handle()` lends it and `.detach()` gives it
//! out. Images are large, so few are kept, and what is lost is told.

use asyncify::asyncify;

use crate::stubs::nokhwa::*;

#[asyncify(ext = CameraAsync, overflow = drop_oldest, buffer = 2)]
impl CallbackCamera {
    pub fn new(
        index: CameraIndex,
        format: RequestedFormat,
        callback: impl FnMut(Buffer) + Send + 'static,
    ) -> Result<Self, NokhwaError>;
}
