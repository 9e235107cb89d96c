//! Stands for `sqlx-sqlite`.
pub struct UpdateHookResult<'a> {
    pub table: &'a str,
    pub rowid: i64,
}
pub struct LockedSqliteHandle<'c>(pub &'c mut u32);
impl LockedSqliteHandle<'_> {
    pub fn set_update_hook<F>(&mut self, callback: F)
    where
        F: FnMut(UpdateHookResult) + Send + 'static,
    {
        let mut callback = callback;
        callback(UpdateHookResult {
            table: "word",
            rowid: 1,
        });
    }
}
