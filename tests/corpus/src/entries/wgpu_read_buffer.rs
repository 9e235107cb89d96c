//! wgpu 30.0.1: `DownloadBuffer::read_buffer`
//!
//! A function without a receiver, whose callback speaks of `Self`.

use asyncify::asyncify;

use crate::stubs::wgpu::*;

pub mod util {
    use super::*;

    #[asyncify(ext = DownloadBufferAsync)]
    impl DownloadBuffer {
        pub fn read_buffer(
            device: &super::Device,
            queue: &super::Queue,
            buffer_slice: &super::BufferSlice<'_>,
            callback: impl FnOnce(Result<Self, super::BufferAsyncError>) + Send + 'static,
        );
    }
}
