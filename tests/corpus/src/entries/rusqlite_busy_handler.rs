//! rusqlite 0.41.1: `Connection::busy_handler`
//!
//! The consumer decides whether to try again: each item carries a `Reply<bool>`. It must do so on
//! another thread than the one that is blocked.

use asyncify::asyncify;

use crate::stubs::rusqlite::*;

#[asyncify(ext = BusyAsync)]
impl Connection {
    pub fn busy_handler<F>(
        &mut self,
        #[reply(ask, default = false)] callback: Option<F>,
    ) -> Result<()>
    where
        F: FnMut(i32) -> bool + Send + 'static;
}
