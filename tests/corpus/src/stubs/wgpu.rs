//! Stands for `wgpu`.
pub trait WasmNotSend: Send {}
impl<T: Send> WasmNotSend for T {}
pub struct Device;
pub struct Queue;
pub struct BufferSlice<'a> {
    pub bytes: &'a [u8],
}
pub struct DownloadBuffer {
    pub bytes: Vec<u8>,
}
#[derive(Clone, Copy, PartialEq)]
pub enum MapMode {
    Read,
    Write,
}
#[derive(Debug, PartialEq)]
pub struct BufferAsyncError;
impl Queue {
    pub fn on_submitted_work_done(&self, callback: impl FnOnce() + Send + 'static) {
        callback();
    }
}
impl<'a> BufferSlice<'a> {
    pub fn map_async(
        &self,
        mode: MapMode,
        callback: impl FnOnce(Result<(), BufferAsyncError>) + WasmNotSend + 'static,
    ) {
        callback(if mode == MapMode::Read {
            Ok(())
        } else {
            Err(BufferAsyncError)
        });
    }
}
mod util {
    use super::DownloadBuffer;
    impl DownloadBuffer {
        pub fn read_buffer(
            device: &super::Device,
            queue: &super::Queue,
            buffer_slice: &super::BufferSlice<'_>,
            callback: impl FnOnce(Result<Self, super::BufferAsyncError>) + Send + 'static,
        ) {
            callback(Ok(DownloadBuffer {
                bytes: buffer_slice.bytes.to_vec(),
            }));
        }
    }
}
#[derive(Debug, PartialEq)]
pub enum Error {
    OutOfMemory,
}
pub trait UncapturedErrorHandler: Fn(Error) + Send + Sync + 'static {}
impl<T> UncapturedErrorHandler for T where T: Fn(Error) + Send + Sync + 'static {}
impl Device {
    pub fn on_uncaptured_error(&self, handler: std::sync::Arc<dyn UncapturedErrorHandler>) {
        handler(Error::OutOfMemory);
    }
}
