//! A database in memory.

use std::ffi::{CString, c_int, c_void};
use std::{ptr, slice};

use super::ffi::{sqlite3, sqlite3_close, sqlite3_exec, sqlite3_open};

/// A code that is not `SQLITE_OK`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Code(pub(crate) c_int);

/// A database in memory. Closing it fails the test if anything is left open.
pub(crate) struct Database(pub(crate) *mut sqlite3);

impl Database {
    pub(crate) fn new() -> Self {
        let mut database = ptr::null_mut();
        // SAFETY: the database is written there.
        let code = unsafe { sqlite3_open(c":memory:".as_ptr(), &mut database) };
        assert_eq!(code, 0);
        Self(database)
    }

    /// Runs statements whose rows nobody wants.
    pub(crate) fn run(&self, sql: &str) {
        let (sql, nobody) = (CString::new(sql).unwrap(), ptr::null_mut());
        // SAFETY: the database is open.
        let code = unsafe { sqlite3_exec(self.0, sql.as_ptr(), None, nobody, ptr::null_mut()) };
        assert_eq!(code, 0, "{sql:?}");
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // SAFETY: it is closed here only.
        assert_eq!(unsafe { sqlite3_close(self.0) }, 0);
    }
}

/// The length of a text and where it is.
type Counted = (c_int, *const c_void);

/// The longer text is the greater one; of two that are as long, neither.
///
/// # Safety
/// The texts are as long as they say.
pub(crate) unsafe fn compare(a: Counted, b: Counted) -> c_int {
    let text = |(length, start): Counted| {
        // SAFETY: the caller promises it.
        unsafe { slice::from_raw_parts(start.cast::<u8>(), usize::try_from(length).unwrap()) }
    };
    text(a).len().cmp(&text(b).len()) as c_int
}
