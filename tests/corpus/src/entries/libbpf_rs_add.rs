//! libbpf-rs 0.27.2: `RingBufferBuilder::add`
//!
//! A setter that can fail. A negative reply ends the poll, which somebody has to drive:
//! `RingBuffer::poll`.

use asyncify::asyncify;

use crate::stubs::libbpf_rs::*;

#[asyncify(ext = RingBufferAsync)]
impl<'slf, 'cb: 'slf> RingBufferBuilder<'slf, 'cb> {
    pub fn add<NewF>(
        &mut self,
        map: &'slf dyn MapCore,
        #[reply(0, closed = -1)] callback: NewF,
    ) -> Result<&mut Self>
    where
        NewF: FnMut(&[u8]) -> i32 + 'cb;
}
