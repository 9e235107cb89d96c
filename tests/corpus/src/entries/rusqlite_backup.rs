//! rusqlite 0.41.1: `Connection::backup`
//!
//! The call blocks while it calls back, and the callback need not be `'static`: by `#[item]` the
//! macro is told that this is meant, and the stream holds all the progress when the call returns.
//! To see it while it happens, let a function of your own, with `#[asyncify(stream, blocking)]`,
//! take the connection by value.

use std::path::Path;

use asyncify::asyncify;

use crate::stubs::rusqlite::*;

#[asyncify(ext = BackupAsync)]
impl Connection {
    pub fn backup<N: Name, P: AsRef<Path>, F: Fn(Progress)>(
        &self,
        name: N,
        dst_path: P,
        #[item] progress: Option<F>,
    ) -> Result<()>;
}
