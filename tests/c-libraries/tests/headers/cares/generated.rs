// Written by `cargo asyncify generate --c-bindings cares.rs`.
// What it leaves to decide goes into asyncify.toml; then run it again.
// fingerprint: bc1f1662ca4a39ba

//! Async versions of the functions of `cares` that take callbacks.

use std::ffi::{c_char, c_int, c_uchar, c_void};
use std::net::IpAddr;
use std::ptr::null_mut;

use asyncify::asyncify;

use super::answers::{Status, addresses, bytes, host};
use super::ffi::{
    ares_addrinfo, ares_addrinfo_hints, ares_cancel, ares_channeldata, ares_socket_t,
};

#[asyncify]
unsafe extern "C" {
    /// `ares_set_socket_callback`.
    #[asyncify(
        stream,
        cancel = || {
            unsafe { ares_set_socket_callback(channel, Option::None, null_mut()) };
        },
        name = sockets
    )]
    pub fn ares_set_socket_callback(
        channel: *mut ares_channeldata,
        #[reply(0)]
        #[map(|_, kind| kind)]
        callback: Option<
            unsafe extern "C" fn(
                socket_fd: ares_socket_t,
                type_: c_int,
                user_data: *mut c_void,
            ) -> c_int,
        >,
        #[user_data] user_data: *mut c_void,
    );

    // TODO: what does the callback answer? `0` may have C go on, or stop; `closed =` says what once
    // nobody listens, `ask` asks the consumer
    // TODO: `cancel =` takes the callback away by a null pointer: is that what
    // `ares_set_socket_configure_callback` asks for, and is all that it is given still there when
    // the stream is dropped?
    // /// `ares_set_socket_configure_callback`.
    // #[asyncify(
    //     stream,
    //     cancel = || {
    //         unsafe { ares_set_socket_configure_callback(channel, Option::None, null_mut()) };
    //     }
    // )]
    // pub fn ares_set_socket_configure_callback(
    //     channel: *mut ares_channeldata,
    //     #[reply(0)] callback: Option<
    //         unsafe extern "C" fn(
    //             socket_fd: ares_socket_t,
    //             type_: c_int,
    //             user_data: *mut c_void,
    //         ) -> c_int,
    //     >,
    //     #[user_data] user_data: *mut c_void,
    // );

    /// `ares_getaddrinfo`.
    #[asyncify(once, name = addresses_of, cancel = || unsafe { ares_cancel(channel) })]
    pub fn ares_getaddrinfo(
        channel: *mut ares_channeldata,
        node: *const c_char,
        service: *const c_char,
        hints: *const ares_addrinfo_hints,
        #[map(|status, _, found| -> Result<Vec<IpAddr>, Status> {
            unsafe { addresses(status, found) }
        })]
        callback: Option<
            unsafe extern "C" fn(
                arg: *mut c_void,
                status: c_int,
                timeouts: c_int,
                res: *mut ares_addrinfo,
            ),
        >,
        #[user_data] arg: *mut c_void,
    );

    // TODO: how often does it call back? Say `once` or `stream`
    // TODO: `#[map]` reads what `abuf` points at: see that it is lent for the call, and what it is
    // taken for
    // /// `ares_send`.
    // #[asyncify(once)]
    // pub fn ares_send(
    //     channel: *mut ares_channeldata,
    //     qbuf: *const c_uchar,
    //     qlen: c_int,
    //     #[map(|status, timeouts, abuf, alen| -> (c_int, c_int, Vec<c_uchar>) {
    //         (
    //             status,
    //             timeouts,
    //             match usize::try_from(alen) {
    //                 Ok(length) if !abuf.is_null() => {
    //                     unsafe { ::std::slice::from_raw_parts(abuf, length) }.to_vec()
    //                 }
    //                 _ => Vec::new(),
    //             },
    //         )
    //     })]
    //     #[ok_if(|status, _, _, _| status == 0)]
    //     callback: Option<
    //         unsafe extern "C" fn(
    //             arg: *mut c_void,
    //             status: c_int,
    //             timeouts: c_int,
    //             abuf: *mut c_uchar,
    //             alen: c_int,
    //         ),
    //     >,
    //     #[user_data] arg: *mut c_void,
    // );

    /// `ares_query`.
    #[asyncify(once, name = query)]
    pub fn ares_query(
        channel: *mut ares_channeldata,
        name: *const c_char,
        dnsclass: c_int,
        type_: c_int,
        #[map(|status, _, answer, length| -> Result<Vec<u8>, Status> {
            unsafe { bytes(status, answer, length) }
        })]
        callback: Option<
            unsafe extern "C" fn(
                arg: *mut c_void,
                status: c_int,
                timeouts: c_int,
                abuf: *mut c_uchar,
                alen: c_int,
            ),
        >,
        #[user_data] arg: *mut c_void,
    );

    // TODO: `#[map]` reads what `abuf` points at: see that it is lent for the call, and what it is
    // taken for
    // /// `ares_search`.
    // #[asyncify(once)]
    // pub fn ares_search(
    //     channel: *mut ares_channeldata,
    //     name: *const c_char,
    //     dnsclass: c_int,
    //     type_: c_int,
    //     #[map(|status, timeouts, abuf, alen| -> (c_int, c_int, Vec<c_uchar>) {
    //         (
    //             status,
    //             timeouts,
    //             match usize::try_from(alen) {
    //                 Ok(length) if !abuf.is_null() => {
    //                     unsafe { ::std::slice::from_raw_parts(abuf, length) }.to_vec()
    //                 }
    //                 _ => Vec::new(),
    //             },
    //         )
    //     })]
    //     #[ok_if(|status, _, _, _| status == 0)]
    //     callback: Option<
    //         unsafe extern "C" fn(
    //             arg: *mut c_void,
    //             status: c_int,
    //             timeouts: c_int,
    //             abuf: *mut c_uchar,
    //             alen: c_int,
    //         ),
    //     >,
    //     #[user_data] arg: *mut c_void,
    // );

    /// `ares_gethostbyname`.
    #[asyncify(once, name = host_of)]
    pub fn ares_gethostbyname(
        channel: *mut ares_channeldata,
        name: *const c_char,
        family: c_int,
        #[map(|status, _, found| -> Result<String, Status> { unsafe { host(status, found) } })]
        callback: Option<
            unsafe extern "C" fn(
                arg: *mut c_void,
                status: c_int,
                timeouts: c_int,
                hostent: *mut super::ffi::hostent,
            ),
        >,
        #[user_data] arg: *mut c_void,
    );

    // TODO: `hostent: *mut hostent` is left out of the item: `#[map]` can make an owned value of it
    // /// `ares_gethostbyaddr`.
    // #[asyncify(once)]
    // pub fn ares_gethostbyaddr(
    //     channel: *mut ares_channeldata,
    //     addr: *const c_void,
    //     addrlen: c_int,
    //     family: c_int,
    //     #[map(|status, timeouts, _| -> (c_int, c_int) { (status, timeouts) })]
    //     #[ok_if(|status, _, _| status == 0)]
    //     callback: Option<
    //         unsafe extern "C" fn(
    //             arg: *mut c_void,
    //             status: c_int,
    //             timeouts: c_int,
    //             hostent: *mut super::ffi::hostent,
    //         ),
    //     >,
    //     #[user_data] arg: *mut c_void,
    // );
}
