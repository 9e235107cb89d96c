// Written by `cargo asyncify generate curl` for curl 0.4.51.
// What it leaves to decide goes into asyncify.toml; then run it again.
// fingerprint: 766234d1437ef875

//! Async versions of what takes callbacks in [`curl`].

use asyncify::asyncify;
use curl::Error;
use curl::easy::{Easy, InfoType, ReadError, WriteError};

/// Async versions of methods of [`curl::easy::Easy`].
#[asyncify(ext = EasyAsync)]
impl Easy {
    /// Async version of [`curl::easy::Easy::write_function`].
    #[asyncify(name = body)]
    pub fn write_function<F>(
        &mut self,
        #[reply(|data| Ok(data.len()), closed = Ok(0))] f: F,
    ) -> Result<(), Error>
    where
        F: FnMut(&[u8]) -> Result<usize, WriteError> + Send + 'static;

    /// Async version of [`curl::easy::Easy::read_function`].
    #[asyncify(name = upload_body, feed, underrun = block)]
    pub fn read_function<F>(
        &mut self,
        #[reply(|out| Ok(out.len()), closed = Err(ReadError::Abort))] f: F,
    ) -> Result<(), Error>
    where
        F: FnMut(&mut [u8]) -> Result<usize, ReadError> + Send + 'static;

    // TODO: `f` returns `SeekResult`: `ask` lets the consumer answer, and `default` where nobody
    // does; or say it at once: `#[reply(value)]`
    // /// Async version of [`curl::easy::Easy::seek_function`].
    // pub fn seek_function<F>(
    //     &mut self,
    //     #[reply(ask, default = Default::default())] f: F,
    // ) -> Result<(), Error>
    // where
    //     F: FnMut(::std::io::SeekFrom) -> ::curl::easy::SeekResult + Send + 'static;

    /// Async version of [`curl::easy::Easy::progress_function`].
    #[asyncify(overflow = latest)]
    pub fn progress_function<F>(&mut self, #[reply(true)] f: F) -> Result<(), Error>
    where
        F: FnMut(f64, f64, f64, f64) -> bool + Send + 'static;

    // TODO: nothing tells that what `*mut c_void` points at outlives the callback: `#[map]` leaves
    // it out, or takes what is wanted out of it
    // /// Async version of [`curl::easy::Easy::ssl_ctx_function`].
    // pub fn ssl_ctx_function<F>(
    //     &mut self,
    //     #[map(|_| ())]
    //     #[reply(Ok(()))]
    //     f: F,
    // ) -> Result<(), Error>
    // where
    //     F: FnMut(*mut ::std::ffi::c_void) -> Result<(), Error> + Send + 'static;

    /// Async version of [`curl::easy::Easy::debug_function`].
    pub fn debug_function<F>(&mut self, f: F) -> Result<(), Error>
    where
        F: FnMut(InfoType, &[u8]) + Send + 'static;

    /// Async version of [`curl::easy::Easy::header_function`].
    #[asyncify(name = headers, stream)]
    pub fn header_function<F>(&mut self, #[reply(true)] f: F) -> Result<(), Error>
    where
        F: FnMut(&[u8]) -> bool + Send + 'static;
}
