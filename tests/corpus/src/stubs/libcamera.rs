//! Stands for `libcamera`.
use std::marker::PhantomData;
#[derive(Debug, PartialEq)]
pub struct Camera<'d>(pub u32, pub PhantomData<&'d ()>);
pub struct CameraManager;
impl CameraManager {
    pub fn on_camera_added(&mut self, cb: impl FnMut(Camera<'static>) + Send + 'static) {
        let mut cb = cb;
        cb(Camera(1, PhantomData));
    }
}
