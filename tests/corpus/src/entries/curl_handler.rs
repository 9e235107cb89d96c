//! curl 0.4.51: `Handler`
//!
//! Events, decisions and a pull in one trait. What is told becomes a variant, with a reply where
//! the library waits for one; `read`, which fills a slice, is left at its default: for uploads,
//! `Easy::read_function` is a feed.

use std::io::SeekFrom;

use asyncify::asyncify;

use crate::stubs::curl::{self, *};

#[asyncify(listener, path = curl::Handler)]
pub trait Handler {
    #[reply(|data| Ok(data.len()), closed = |_| Ok(0))]
    fn write(&mut self, data: &[u8]) -> Result<usize, WriteError>;
    #[reply(SeekResult::CantSeek)]
    fn seek(&mut self, whence: SeekFrom) -> SeekResult;
    fn debug(&mut self, kind: InfoType, data: &[u8]);
    #[reply(true)]
    fn header(&mut self, data: &[u8]) -> bool;
    #[reply(true, closed = false)]
    fn progress(&mut self, dltotal: f64, dlnow: f64, ultotal: f64, ulnow: f64) -> bool;
}
