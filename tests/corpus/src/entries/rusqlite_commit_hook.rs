//! rusqlite 0.41.1: `Connection::commit_hook`
//!
//! `true` would roll the transaction back: `#[reply]` says what the meaning is here. An optional
//! callback is given.

use asyncify::asyncify;

use crate::stubs::rusqlite::*;

#[asyncify(ext = CommitsAsync)]
impl Connection {
    pub fn commit_hook<F>(&mut self, #[reply(false)] hook: Option<F>) -> Result<()>
    where
        F: FnMut() -> bool + Send + 'static;
}
