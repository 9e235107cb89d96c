//! curl 0.4.51: `Easy::read_function`
//!
//! The upload is written to a feed. The callback is told how much there is, on curl's own thread, where
//! it may wait for more; nothing is the end. An upload whose feed is dropped is aborted.

use asyncify::asyncify;

use crate::stubs::curl::*;

#[asyncify(ext = UploadAsync, feed, underrun = block)]
impl Easy {
    pub fn read_function<F>(
        &mut self,
        #[reply(|data| Ok(data.len()), closed = Err(ReadError::Abort))] f: F,
    ) -> Result<(), Error>
    where
        F: FnMut(&mut [u8]) -> Result<usize, ReadError> + Send + 'static;
}
