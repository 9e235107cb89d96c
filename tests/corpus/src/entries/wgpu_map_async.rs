//! wgpu 30.0.1: `BufferSlice::map_async`
//!
//! The bound `WasmNotSend` is carried over as it stands. The future borrows the slice.

use asyncify::asyncify;

use crate::stubs::wgpu::*;

#[asyncify(ext = BufferSliceAsync)]
impl<'a> BufferSlice<'a> {
    pub fn map_async(
        &self,
        mode: MapMode,
        callback: impl FnOnce(Result<(), BufferAsyncError>) + WasmNotSend + 'static,
    );
}
