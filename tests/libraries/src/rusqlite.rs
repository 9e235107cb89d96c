// Written by `cargo asyncify generate rusqlite` for rusqlite 0.41.1.
// What it leaves to decide goes into asyncify.toml; then run it again.
// fingerprint: 2a691000e9455743

//! Async versions of what takes callbacks in [`rusqlite`].

use std::ffi::c_int;

use asyncify::asyncify;
use rusqlite::Connection;
use rusqlite::hooks::{Action, Wal};

/// Async versions of methods of [`rusqlite::Connection`].
#[asyncify(ext = ConnectionAsync)]
impl Connection {
    /// Async version of [`rusqlite::Connection::commit_hook`].
    #[asyncify(name = commits)]
    pub fn commit_hook<F>(&mut self, #[reply(false)] hook: Option<F>) -> ::rusqlite::Result<()>
    where
        F: FnMut() -> bool + Send + 'static;

    /// Async version of [`rusqlite::Connection::rollback_hook`].
    pub fn rollback_hook<F>(&mut self, hook: Option<F>) -> ::rusqlite::Result<()>
    where
        F: FnMut() + Send + 'static;

    /// Async version of [`rusqlite::Connection::update_hook`].
    pub fn update_hook<F>(&mut self, hook: Option<F>) -> ::rusqlite::Result<()>
    where
        F: FnMut(Action, &str, &str, i64) + Send + 'static;

    /// Async version of [`rusqlite::Connection::wal_hook`].
    pub fn wal_hook<F>(
        &mut self,
        #[map(|_, arg1| -> c_int { arg1 })]
        #[reply(Ok(()))]
        hook: Option<F>,
    ) -> ::rusqlite::Result<()>
    where
        F: FnMut(&mut Wal, c_int) -> ::rusqlite::Result<()> + Send + 'static;
}
