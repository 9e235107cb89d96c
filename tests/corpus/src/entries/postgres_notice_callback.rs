//! postgres 0.19.14: `Config::notice_callback`
//!
//! A setter that returns its object: the stream keeps nothing, and the configuration is free for
//! the next setter. Every connection made with it tells this stream.

use asyncify::asyncify;

use crate::stubs::postgres::*;

#[asyncify(ext = ConfigAsync)]
impl Config {
    pub fn notice_callback<F>(&mut self, f: F) -> &mut Config
    where
        F: Fn(DbError) + Send + Sync + 'static;
}
