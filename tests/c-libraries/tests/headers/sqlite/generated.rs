// Written by `cargo asyncify generate --c-bindings sqlite3.rs`.
// What it leaves to decide goes into asyncify.toml; then run it again.
// fingerprint: de34d230d60a4721

//! Async versions of the functions of `sqlite` that take callbacks.

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::ptr::null_mut;

use asyncify::asyncify;
use asyncify::ffi::release;

use super::database::{Code, compare};
use super::ffi::{sqlite3, sqlite3_int64};

#[asyncify]
unsafe extern "C" {
    /// `sqlite3_create_collation_v2`.
    #[asyncify(stream, name = comparisons)]
    #[status(|code| -> Result<(), Code> { if code == 0 { Ok(()) } else { Err(Code(code)) } })]
    pub fn sqlite3_create_collation_v2(
        arg1: *mut sqlite3,
        z_name: *const c_char,
        e_text_rep: c_int,
        #[user_data] p_arg: *mut c_void,
        #[map(|a, _, b, _| -> (c_int, c_int) { (a, b) })]
        #[reply(|a, left, b, right| unsafe { compare((a, left), (b, right)) })]
        x_compare: Option<
            unsafe extern "C" fn(
                p_arg: *mut c_void,
                arg2: c_int,
                arg3: *const c_void,
                arg4: c_int,
                arg5: *const c_void,
            ) -> c_int,
        >,
        #[destroy] x_destroy: Option<unsafe extern "C" fn(p_arg: *mut c_void)>,
    ) -> c_int;

    /// CAPI3REF: Commit And Rollback Notification Callbacks METHOD: sqlite3
    #[asyncify(
        stream,
        start = |previous| {
            release(*previous);
        },
        cancel = |_| {
            unsafe { sqlite3_commit_hook(arg1, Option::None, null_mut()) };
        },
        name = commits
    )]
    pub fn sqlite3_commit_hook(
        arg1: *mut sqlite3,
        #[reply(0)] callback: Option<unsafe extern "C" fn(data: *mut c_void) -> c_int>,
        #[user_data] data: *mut c_void,
    ) -> *mut c_void;

    // TODO: is the returned `void *` the user data of the callback that is replaced? Then `start =`
    // ends the stream of before
    // TODO: `cancel =` takes the callback away by a null pointer: is that what
    // `sqlite3_rollback_hook` asks for, and is all that it is given still there when the stream is
    // dropped?
    // /// `sqlite3_rollback_hook`.
    // #[asyncify(
    //     stream,
    //     start = |previous| {
    //         release(*previous);
    //     },
    //     cancel = |_| {
    //         unsafe { sqlite3_rollback_hook(arg1, Option::None, null_mut()) };
    //     }
    // )]
    // pub fn sqlite3_rollback_hook(
    //     arg1: *mut sqlite3,
    //     callback: Option<unsafe extern "C" fn(data: *mut c_void)>,
    //     #[user_data] data: *mut c_void,
    // ) -> *mut c_void;

    /// CAPI3REF: Data Change Notification Callbacks METHOD: sqlite3
    #[asyncify(
        stream,
        start = |previous| {
            release(*previous);
        },
        cancel = |_| {
            unsafe { sqlite3_update_hook(arg1, Option::None, null_mut()) };
        },
        name = changes
    )]
    pub fn sqlite3_update_hook(
        arg1: *mut sqlite3,
        #[map(|arg2, arg3, arg4, arg5| -> (c_int, Option<CString>, Option<CString>, sqlite3_int64) {
            (
                arg2,
                (!arg3.is_null()).then(|| unsafe { CStr::from_ptr(arg3) }.to_owned()),
                (!arg4.is_null()).then(|| unsafe { CStr::from_ptr(arg4) }.to_owned()),
                arg5,
            )
        })]
        callback: Option<
            unsafe extern "C" fn(
                data: *mut c_void,
                arg2: c_int,
                arg3: *const c_char,
                arg4: *const c_char,
                arg5: sqlite3_int64,
            ),
        >,
        #[user_data] data: *mut c_void,
    ) -> *mut c_void;

    // TODO: `#[map]` reads what `arg3` points at: see that it is lent for the call, and what it is
    // taken for
    // TODO: what does the callback answer? `0` may have C go on, or stop; `closed =` says what once
    // nobody listens, `ask` asks the consumer
    // TODO: is the returned `void *` the user data of the callback that is replaced? Then `start =`
    // ends the stream of before
    // TODO: `cancel =` takes the callback away by a null pointer: is that what `sqlite3_wal_hook`
    // asks for, and is all that it is given still there when the stream is dropped?
    // /// CAPI3REF: Write-Ahead Log Commit Hook METHOD: sqlite3
    // #[asyncify(
    //     stream,
    //     start = |previous| {
    //         release(*previous);
    //     },
    //     cancel = |_| {
    //         unsafe { sqlite3_wal_hook(arg1, Option::None, null_mut()) };
    //     }
    // )]
    // pub fn sqlite3_wal_hook(
    //     arg1: *mut sqlite3,
    //     #[map(|_, arg3, arg4| -> (Option<CString>, c_int) {
    //         ((!arg3.is_null()).then(|| unsafe { CStr::from_ptr(arg3) }.to_owned()), arg4)
    //     })]
    //     #[reply(0)]
    //     callback: Option<
    //         unsafe extern "C" fn(
    //             data: *mut c_void,
    //             arg2: *mut sqlite3,
    //             arg3: *const c_char,
    //             arg4: c_int,
    //         ) -> c_int,
    //     >,
    //     #[user_data] data: *mut c_void,
    // ) -> *mut c_void;
}
