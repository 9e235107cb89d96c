//! What the tests need of `sqlite3.h`.

use std::ffi::{CStr, c_char, c_int, c_uint, c_void};
use std::ptr;

use asyncify::{asyncify, ffi};

use crate::database::{Code, Row, Sorting, check, compare, row, text};

/// `sqlite3 *`
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct Connection(pub(crate) *mut c_void);

// SAFETY: the library puts a lock around each call.
unsafe impl Send for Connection {}

/// `const char *`, of a text that lasts.
#[repr(transparent)]
pub(crate) struct Text(*const c_char);

// SAFETY: nobody writes to it.
unsafe impl Send for Text {}

impl From<&'static CStr> for Text {
    fn from(text: &'static CStr) -> Self {
        Self(text.as_ptr())
    }
}

pub(crate) const SQLITE_UTF8: c_int = 1;
pub(crate) const SQLITE_TRACE_STMT: c_uint = 1;

/// `xFunc`, `xStep` of a function in SQL.
pub(crate) type Function = unsafe extern "C" fn(*mut c_void, c_int, *mut *mut c_void);

#[asyncify]
#[link(name = "sqlite3")]
unsafe extern "C" {
    #[asyncify(stream, name = rows)]
    #[status(|code| -> Result<(), Code> { check(code) })]
    pub(crate) fn sqlite3_exec(
        connection: Connection,
        sql: *const c_char,
        // SAFETY: these are the arguments of that callback.
        #[map(|count, values, names| -> Row { unsafe { row(count, values, names) } })]
        #[reply(0)]
        callback: Option<
            unsafe extern "C" fn(*mut c_void, c_int, *mut *mut c_char, *mut *mut c_char) -> c_int,
        >,
        #[user_data] data: *mut c_void,
        message: *mut *mut c_char,
    ) -> c_int;

    /// It returns the user data of the hook that it replaces, whose stream is over then.
    #[asyncify(
        stream,
        name = changes,
        start = |previous| { ffi::release(*previous); },
        // SAFETY: whoever calls the wrapper keeps the connection open.
        cancel = |_| unsafe { sqlite3_update_hook(connection, None, ptr::null_mut()) },
    )]
    pub(crate) fn sqlite3_update_hook(
        connection: Connection,
        #[map(|action, database, table, row| -> (c_int, String, String, i64) {
            // SAFETY: SQLite lends the texts for the call.
            unsafe { (action, text(database), text(table), row) }
        })]
        hook: Option<
            unsafe extern "C" fn(*mut c_void, c_int, *const c_char, *const c_char, i64),
        >,
        #[user_data] data: *mut c_void,
    ) -> *mut c_void;

    #[asyncify(stream, name = comparisons)]
    #[status(|code| -> Result<(), Code> { check(code) })]
    pub(crate) fn sqlite3_create_collation_v2(
        connection: Connection,
        name: *const c_char,
        encoding: c_int,
        #[user_data] data: *mut c_void,
        // SAFETY: the texts are as long as SQLite says.
        #[map(|left, a, right, b| -> Sorting { unsafe { Sorting::of((left, a), (right, b)) } })]
        // SAFETY: the texts are as long as SQLite says.
        #[reply(|left, a, right, b| unsafe { compare((left, a), (right, b)) })]
        compare: Option<
            unsafe extern "C" fn(
                data: *mut c_void,
                c_int,
                *const c_void,
                c_int,
                *const c_void,
            ) -> c_int,
        >,
        #[destroy] destroy: Option<unsafe extern "C" fn(*mut c_void)>,
    ) -> c_int;

    #[asyncify(stream, name = statements)]
    #[status(|code| -> Result<(), Code> { check(code) })]
    pub(crate) fn sqlite3_trace_v2(
        connection: Connection,
        mask: c_uint,
        // SAFETY: SQLite lends the texts for the call.
        #[map(|_, _, sql| -> String { unsafe { text(sql.cast()) } })]
        #[reply(0)]
        callback: Option<
            unsafe extern "C" fn(c_uint, data: *mut c_void, *mut c_void, *mut c_void) -> c_int,
        >,
        #[user_data] data: *mut c_void,
    ) -> c_int;

    #[asyncify(stream, name = progress)]
    pub(crate) fn sqlite3_progress_handler(
        connection: Connection,
        instructions: c_int,
        #[reply(0, closed = 1)] callback: Option<unsafe extern "C" fn(*mut c_void) -> c_int>,
        #[user_data] data: *mut c_void,
    );

    #[asyncify(stream, name = refused_commits)]
    pub(crate) fn sqlite3_commit_hook(
        connection: Connection,
        #[reply(1, closed = 0)] callback: Option<unsafe extern "C" fn(*mut c_void) -> c_int>,
        #[user_data] data: *mut c_void,
    ) -> *mut c_void;

    // Its callbacks are not given the user data, but ask for it.
    #[asyncify(skip)]
    pub(crate) fn sqlite3_create_function_v2(
        connection: Connection,
        name: *const c_char,
        arguments: c_int,
        encoding: c_int,
        data: *mut c_void,
        function: Option<Function>,
        step: Option<Function>,
        finish: Option<unsafe extern "C" fn(*mut c_void)>,
        destroy: Option<unsafe extern "C" fn(*mut c_void)>,
    ) -> c_int;
    pub(crate) fn sqlite3_user_data(context: *mut c_void) -> *mut c_void;
    pub(crate) fn sqlite3_value_int64(value: *mut c_void) -> i64;
    pub(crate) fn sqlite3_result_int64(context: *mut c_void, value: i64);

    pub(crate) fn sqlite3_open(path: *const c_char, connection: *mut Connection) -> c_int;
    pub(crate) fn sqlite3_close(connection: Connection) -> c_int;
}

/// The same functions once more, with callbacks that are answered by the consumer, or that come on a
/// thread of their own.
pub(crate) mod more {
    use super::*;

    #[asyncify]
    unsafe extern "C" {
        #[asyncify(stream, name = commits)]
        pub(crate) fn sqlite3_commit_hook(
            connection: Connection,
            #[reply(ask, default = 1)] callback: Option<unsafe extern "C" fn(*mut c_void) -> c_int>,
            #[user_data] data: *mut c_void,
        ) -> *mut c_void;

        #[asyncify(stream, blocking, overflow = block, buffer = 16, name = query)]
        #[status(|code| -> Result<(), Code> { check(code) })]
        pub(crate) fn sqlite3_exec(
            connection: Connection,
            sql: Text,
            // SAFETY: these are the arguments of that callback.
            #[map(|count, values, names| -> Row { unsafe { row(count, values, names) } })]
            #[reply(0, closed = 1)]
            callback: Option<
                unsafe extern "C" fn(
                    *mut c_void,
                    c_int,
                    *mut *mut c_char,
                    *mut *mut c_char,
                ) -> c_int,
            >,
            #[user_data] data: *mut c_void,
            message: Option<&'static mut Text>,
        ) -> c_int;
    }
}
