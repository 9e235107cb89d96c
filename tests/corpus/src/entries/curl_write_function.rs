//! curl 0.4.51: `Easy::write_function`
//!
//! The reply depends on the argument. `closed = Ok(0)` would abort the transfer once nobody
//! listens.

use asyncify::asyncify;

use crate::stubs::curl::*;

#[asyncify(ext = DownloadAsync)]
impl Easy {
    pub fn write_function<F>(&mut self, #[reply(|data| Ok(data.len()))] f: F) -> Result<(), Error>
    where
        F: FnMut(&[u8]) -> Result<usize, WriteError> + Send + 'static;
}
