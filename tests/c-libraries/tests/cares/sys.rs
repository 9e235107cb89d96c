//! What the tests need of `ares.h`.

use std::ffi::{c_char, c_int, c_uchar, c_ushort, c_void};
use std::net::IpAddr;

use asyncify::asyncify;
use libc::sockaddr;

use crate::answers::{Status, addresses, bytes};

/// `ares_channel`
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct Channel(pub(crate) *mut c_void);

// SAFETY: the tests use a channel on one thread only.
unsafe impl Send for Channel {}

/// `struct ares_options`
#[repr(C)]
pub(crate) struct Options {
    pub(crate) flags: c_int,
    pub(crate) timeout: c_int,
    pub(crate) tries: c_int,
    pub(crate) ndots: c_int,
    pub(crate) ports: [c_ushort; 2],
    pub(crate) buffer_sizes: [c_int; 2],
    pub(crate) servers: *mut c_void,
    pub(crate) server_count: c_int,
    pub(crate) domains: *mut c_void,
    pub(crate) domain_count: c_int,
    pub(crate) lookups: *const c_char,
    pub(crate) on_socket_state: Option<unsafe extern "C" fn(*mut c_void, c_int, c_int, c_int)>,
    pub(crate) on_socket_state_data: *mut c_void,
    pub(crate) sort_list: *mut c_void,
    pub(crate) sort_count: c_int,
    pub(crate) edns_size: c_int,
    pub(crate) resolv_conf: *mut c_char,
}

pub(crate) const ARES_FLAG_NOSEARCH: c_int = 1 << 5;
pub(crate) const ARES_OPT_FLAGS: c_int = 1;
pub(crate) const ARES_OPT_LOOKUPS: c_int = 1 << 8;
pub(crate) const ARES_OPT_TIMEOUTMS: c_int = 1 << 13;
pub(crate) const ARES_SOCKET_BAD: c_int = -1;
pub(crate) const ARES_GETSOCK_MAXNUM: usize = 16;

/// `struct ares_addrinfo_hints`
#[repr(C)]
pub(crate) struct Hints {
    pub(crate) flags: c_int,
    pub(crate) family: c_int,
    pub(crate) socket_type: c_int,
    pub(crate) protocol: c_int,
}

/// `struct ares_addrinfo`
#[repr(C)]
pub(crate) struct AddrInfo {
    names: *mut c_void,
    pub(crate) first: *mut Node,
    name: *mut c_char,
}

/// `struct ares_addrinfo_node`
#[repr(C)]
pub(crate) struct Node {
    time_to_live: c_int,
    flags: c_int,
    pub(crate) family: c_int,
    socket_type: c_int,
    protocol: c_int,
    length: c_int,
    pub(crate) address: *mut sockaddr,
    pub(crate) next: *mut Node,
}

#[asyncify]
#[link(name = "cares")]
unsafe extern "C" {
    /// Cancelling one query cancels all of its channel: c-ares has no other way.
    // SAFETY: whoever calls the wrapper keeps the channel.
    #[asyncify(once, name = lookup, cancel = || unsafe { ares_cancel(channel) })]
    pub(crate) fn ares_getaddrinfo(
        channel: Channel,
        name: *const c_char,
        service: *const c_char,
        hints: *const Hints,
        #[map(|status, _, found| -> Result<Vec<IpAddr>, Status> {
            // SAFETY: these are the arguments of that callback.
            unsafe { addresses(status, found) }
        })]
        callback: Option<unsafe extern "C" fn(*mut c_void, c_int, c_int, *mut AddrInfo)>,
        #[user_data] data: *mut c_void,
    );

    #[asyncify(once, name = query)]
    pub(crate) fn ares_query(
        channel: Channel,
        name: *const c_char,
        class: c_int,
        kind: c_int,
        #[map(|status, _, answer, length| -> Result<Vec<u8>, Status> {
            // SAFETY: these are the arguments of that callback.
            unsafe { bytes(status, answer, length) }
        })]
        callback: Option<
            unsafe extern "C" fn(*mut c_void, c_int, c_int, *mut c_uchar, c_int),
        >,
        #[user_data] data: *mut c_void,
    );

    /// The user data comes last here.
    #[asyncify(stream, name = sockets)]
    pub(crate) fn ares_set_socket_callback(
        channel: Channel,
        #[map(|_, kind| kind)]
        #[reply(0)]
        callback: Option<unsafe extern "C" fn(c_int, c_int, *mut c_void) -> c_int>,
        #[user_data] data: *mut c_void,
    );

    pub(crate) safe fn ares_library_init(flags: c_int) -> c_int;
    pub(crate) fn ares_init_options(
        channel: *mut Channel,
        options: *const Options,
        mask: c_int,
    ) -> c_int;
    pub(crate) fn ares_set_servers_ports_csv(channel: Channel, servers: *const c_char) -> c_int;
    pub(crate) fn ares_getsock(channel: Channel, sockets: *mut c_int, count: c_int) -> c_int;
    pub(crate) fn ares_process_fd(channel: Channel, readable: c_int, writable: c_int);
    pub(crate) fn ares_freeaddrinfo(found: *mut AddrInfo);
    pub(crate) fn ares_cancel(channel: Channel);
    pub(crate) fn ares_destroy(channel: Channel);
}

/// The same function once more, with a mistake in what is made of its arguments.
pub(crate) mod mistaken {
    use super::*;

    #[asyncify]
    unsafe extern "C" {
        #[asyncify(once, name = lookup)]
        pub(crate) fn ares_getaddrinfo(
            channel: Channel,
            name: *const c_char,
            service: *const c_char,
            hints: *const Hints,
            #[map(|_, _, found| -> Vec<IpAddr> {
                // SAFETY: the list is the callback's to free.
                unsafe { ares_freeaddrinfo(found) };
                panic!("a mistake")
            })]
            callback: Option<
                unsafe extern "C" fn(*mut c_void, c_int, c_int, *mut AddrInfo),
            >,
            #[user_data] data: *mut c_void,
        );
    }
}
