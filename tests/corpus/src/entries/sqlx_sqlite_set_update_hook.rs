//! sqlx-sqlite 0.9.0: `LockedSqliteHandle::set_update_hook`
//!
//! `UpdateHookResult` leaves out its lifetime, so that no macro sees the borrow: `#[map]` makes an
//! owned value.

use asyncify::asyncify;

use crate::stubs::sqlx_sqlite::*;

#[asyncify(ext = UpdatesAsync)]
impl LockedSqliteHandle<'_> {
    pub fn set_update_hook<F>(
        &mut self,
        #[map(|update| -> (String, i64) { (update.table.to_owned(), update.rowid) })] callback: F,
    ) where
        F: FnMut(UpdateHookResult) + Send + 'static;
}
