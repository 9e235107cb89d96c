//! What the tests need of `curl/multi.h`.

use std::ffi::{c_int, c_long, c_uint, c_void};

/// `CURL`
pub(crate) type Easy = *mut c_void;
/// `CURLM`
pub(crate) type Multi = *mut c_void;

pub(crate) const CURL_GLOBAL_ALL: c_long = 3;

pub(crate) const CURLOPT_WRITEDATA: c_uint = 10_001;
pub(crate) const CURLOPT_URL: c_uint = 10_002;
pub(crate) const CURLOPT_PRIVATE: c_uint = 10_103;
pub(crate) const CURLOPT_WRITEFUNCTION: c_uint = 20_011;
pub(crate) const CURLOPT_NOSIGNAL: c_uint = 99;
pub(crate) const CURLOPT_NOPROXY: c_uint = 10_177;

pub(crate) const CURLMOPT_MAX_TOTAL_CONNECTIONS: c_uint = 13;
pub(crate) const CURLMOPT_SOCKETDATA: c_uint = 10_002;
pub(crate) const CURLMOPT_TIMERDATA: c_uint = 10_005;
pub(crate) const CURLMOPT_SOCKETFUNCTION: c_uint = 20_001;
pub(crate) const CURLMOPT_TIMERFUNCTION: c_uint = 20_004;

pub(crate) const CURLINFO_PRIVATE: c_uint = 0x10_0000 + 21;
pub(crate) const CURLMSG_DONE: c_uint = 1;

pub(crate) const CURL_SOCKET_TIMEOUT: c_int = -1;
pub(crate) const CURL_POLL_IN: c_int = 1;
pub(crate) const CURL_POLL_OUT: c_int = 2;
pub(crate) const CURL_POLL_REMOVE: c_int = 4;
pub(crate) const CURL_CSELECT_IN: c_int = 1;
pub(crate) const CURL_CSELECT_OUT: c_int = 2;

/// `curl_write_callback`
pub(crate) type OnData = unsafe extern "C" fn(*const u8, usize, usize, *mut c_void) -> usize;
/// `curl_socket_callback`
pub(crate) type OnSocket =
    unsafe extern "C" fn(Easy, c_int, c_int, *mut c_void, *mut c_void) -> c_int;
/// `curl_multi_timer_callback`
pub(crate) type OnTimer = unsafe extern "C" fn(Multi, c_long, *mut c_void) -> c_int;

/// `struct CURLMsg`
#[repr(C)]
pub(crate) struct Message {
    pub(crate) kind: c_uint,
    pub(crate) easy: Easy,
    pub(crate) data: Data,
}

#[repr(C)]
pub(crate) union Data {
    whatever: *mut c_void,
    pub(crate) result: c_int,
}

#[link(name = "curl")]
unsafe extern "C" {
    pub(crate) fn curl_global_init(flags: c_long) -> c_int;
    pub(crate) safe fn curl_easy_init() -> Easy;
    pub(crate) fn curl_easy_setopt(easy: Easy, option: c_uint, ...) -> c_int;
    pub(crate) fn curl_easy_getinfo(easy: Easy, info: c_uint, ...) -> c_int;
    pub(crate) fn curl_easy_cleanup(easy: Easy);
    pub(crate) safe fn curl_multi_init() -> Multi;
    pub(crate) fn curl_multi_setopt(multi: Multi, option: c_uint, ...) -> c_int;
    pub(crate) fn curl_multi_add_handle(multi: Multi, easy: Easy) -> c_int;
    pub(crate) fn curl_multi_remove_handle(multi: Multi, easy: Easy) -> c_int;
    pub(crate) fn curl_multi_socket_action(
        multi: Multi,
        socket: c_int,
        ready: c_int,
        running: *mut c_int,
    ) -> c_int;
    pub(crate) fn curl_multi_info_read(multi: Multi, left: *mut c_int) -> *const Message;
    pub(crate) fn curl_multi_cleanup(multi: Multi) -> c_int;
}
