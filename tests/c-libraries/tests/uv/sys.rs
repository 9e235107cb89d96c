//! What the tests need of `uv.h`, version 1.

use std::ffi::{c_char, c_int, c_uint, c_void};

use libc::addrinfo;

/// Types whose size the library tells, and nothing else.
macro_rules! opaque {
    ($($name:ident)*) => {$(
        #[repr(C)]
        pub(crate) struct $name {
            _private: [u8; 0],
        }
    )*};
}
opaque!(Loop Handle Request);

/// `uv_handle_type`
pub(crate) const UV_ASYNC: c_int = 1;
pub(crate) const UV_TIMER: c_int = 13;
/// `uv_req_type`
pub(crate) const UV_FS: c_int = 6;
pub(crate) const UV_WORK: c_int = 7;
pub(crate) const UV_GETADDRINFO: c_int = 8;
/// `uv_run_mode`
pub(crate) const UV_RUN_ONCE: c_int = 1;
/// The error codes that have no counterpart in the system's.
pub(crate) const UV_EAI_NONAME: c_int = -3008;

/// `uv_buf_t`
#[repr(C)]
pub(crate) struct Buffer {
    pub(crate) base: *mut c_char,
    pub(crate) len: usize,
}

pub(crate) type HandleCallback = unsafe extern "C" fn(*mut Handle);
pub(crate) type FsCallback = unsafe extern "C" fn(*mut Request);
pub(crate) type AddressesCallback = unsafe extern "C" fn(*mut Request, c_int, *mut addrinfo);
pub(crate) type WorkCallback = unsafe extern "C" fn(*mut Request);
pub(crate) type AfterWorkCallback = unsafe extern "C" fn(*mut Request, c_int);

#[link(name = "uv")]
unsafe extern "C" {
    pub(crate) safe fn uv_loop_size() -> usize;
    pub(crate) fn uv_loop_init(looper: *mut Loop) -> c_int;
    pub(crate) fn uv_loop_close(looper: *mut Loop) -> c_int;
    pub(crate) fn uv_run(looper: *mut Loop, mode: c_int) -> c_int;

    pub(crate) safe fn uv_handle_size(kind: c_int) -> usize;
    pub(crate) fn uv_handle_get_data(handle: *const Handle) -> *mut c_void;
    pub(crate) fn uv_handle_set_data(handle: *mut Handle, data: *mut c_void);
    pub(crate) fn uv_close(handle: *mut Handle, on_closed: HandleCallback);

    pub(crate) safe fn uv_req_size(kind: c_int) -> usize;
    pub(crate) fn uv_req_get_data(request: *const Request) -> *mut c_void;
    pub(crate) fn uv_req_set_data(request: *mut Request, data: *mut c_void);
    pub(crate) fn uv_cancel(request: *mut Request) -> c_int;

    pub(crate) fn uv_timer_init(looper: *mut Loop, timer: *mut Handle) -> c_int;
    pub(crate) fn uv_timer_start(
        timer: *mut Handle,
        on_tick: HandleCallback,
        timeout: u64,
        repeat: u64,
    ) -> c_int;

    pub(crate) fn uv_async_init(
        looper: *mut Loop,
        handle: *mut Handle,
        on_wake: HandleCallback,
    ) -> c_int;
    pub(crate) fn uv_async_send(handle: *mut Handle) -> c_int;

    pub(crate) fn uv_queue_work(
        looper: *mut Loop,
        request: *mut Request,
        work: WorkCallback,
        after: AfterWorkCallback,
    ) -> c_int;

    pub(crate) fn uv_getaddrinfo(
        looper: *mut Loop,
        request: *mut Request,
        on_addresses: AddressesCallback,
        node: *const c_char,
        service: *const c_char,
        hints: *const addrinfo,
    ) -> c_int;
    pub(crate) fn uv_freeaddrinfo(first: *mut addrinfo);

    pub(crate) fn uv_fs_get_result(request: *const Request) -> isize;
    pub(crate) fn uv_fs_req_cleanup(request: *mut Request);
    pub(crate) fn uv_fs_open(
        looper: *mut Loop,
        request: *mut Request,
        path: *const c_char,
        flags: c_int,
        mode: c_int,
        on_done: FsCallback,
    ) -> c_int;
    pub(crate) fn uv_fs_read(
        looper: *mut Loop,
        request: *mut Request,
        file: c_int,
        buffers: *const Buffer,
        count: c_uint,
        offset: i64,
        on_done: FsCallback,
    ) -> c_int;
    pub(crate) fn uv_fs_close(
        looper: *mut Loop,
        request: *mut Request,
        file: c_int,
        on_done: FsCallback,
    ) -> c_int;
}
