//! c-ares: user data comes first, addresses call back inside the call, names when the channel is
//! worked on.

mod answers;
mod channel;
#[allow(clippy::all, warnings, reason = "rust-bindgen wrote it")]
mod ffi {
    include!(concat!(env!("OUT_DIR"), "/cares.rs"));
}
#[allow(
    clippy::undocumented_unsafe_blocks,
    unreachable_pub,
    reason = "it is generated"
)]
mod generated;

use std::net::IpAddr;
use std::ptr;

use asyncify::CallError;
use futures::{FutureExt, StreamExt};

use answers::Status;
use channel::{Channel, HINTS};

#[link(name = "cares")]
unsafe extern "C" {}

#[test]
fn an_address_calls_back_inside_the_call() {
    let channel = Channel::new();
    let name = c"127.0.0.1".as_ptr();
    // SAFETY: the name and the hints live until the call, the channel until the end.
    let found = unsafe { generated::addresses_of(channel.0, name, ptr::null(), &HINTS) };
    let expected = vec![IpAddr::from([127, 0, 0, 1])];
    assert_eq!(found.now_or_never(), Some(Ok(expected)));
}

#[test]
fn a_name_is_looked_up_and_an_error_is_a_status() {
    const NOT_FOUND: i32 = 4;
    let channel = Channel::new();
    let host = |name: &'static std::ffi::CStr| {
        // SAFETY: the name is static, and the channel lives until the end.
        channel.run(unsafe { generated::host_of(channel.0, name.as_ptr(), libc::AF_INET) })
    };
    assert_eq!(host(c"one.test"), Ok(String::from("one.test")));
    let failed = CallError::Failed(Status(NOT_FOUND));
    assert_eq!(host(c"nobody.test"), Err(failed));
}

#[test]
fn a_call_that_is_dropped_is_cancelled() {
    const CANCELLED: i32 = 24;
    let channel = Channel::new();
    let lookup = || {
        let name = c"silent.test".as_ptr();
        // SAFETY: the name and the hints are static, and the channel lives until the end.
        Box::pin(unsafe { generated::addresses_of(channel.0, name, ptr::null(), &HINTS) })
    };
    let (mut dropped, mut other) = (lookup(), lookup());
    assert_eq!((&mut dropped).now_or_never(), None);
    assert_eq!((&mut other).now_or_never(), None);
    drop(dropped);
    let cancelled = CallError::Failed(Status(CANCELLED));
    assert_eq!(other.now_or_never(), Some(Err(cancelled)));
}

#[test]
fn sockets_are_items_and_a_query_brings_bytes() {
    let channel = Channel::new();
    // SAFETY: the channel lives longer than the stream.
    let mut sockets = unsafe { generated::sockets(channel.0) };
    assert_eq!(sockets.next().now_or_never(), None);
    // SAFETY: the name is static, and the channel lives until the end.
    let answer = unsafe { generated::query(channel.0, c"one.test".as_ptr(), 1, 1) };
    let answer = channel.run(answer).unwrap();
    assert!(answer.ends_with(&[0, 4, 10, 0, 0, 1]), "{answer:?}");
    assert_eq!(sockets.next().now_or_never(), Some(Some(libc::SOCK_DGRAM)));
}
