//! Stands for `nokhwa`.
pub struct CameraIndex(pub u32);
pub struct RequestedFormat<'a>(pub &'a str);
#[derive(Debug, PartialEq)]
pub struct Buffer(pub Vec<u8>);
#[derive(Debug, PartialEq)]
pub struct NokhwaError;
pub struct CallbackCamera {
    pub index: u32,
}
impl CallbackCamera {
    pub fn new(
        index: CameraIndex,
        format: RequestedFormat,
        callback: impl FnMut(Buffer) + Send + 'static,
    ) -> Result<Self, NokhwaError> {
        let mut callback = callback;
        callback(Buffer(vec![0; 3]));
        Ok(CallbackCamera { index: index.0 })
    }
}
