//! What c-ares brings, as values.

use std::ffi::{c_int, c_uchar};
use std::iter::successors;
use std::net::IpAddr;
use std::slice;

use libc::{AF_INET, sockaddr_in, sockaddr_in6};

use crate::sys::{self, AddrInfo, Node};

/// A status that is not `ARES_SUCCESS`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Status(c_int);

impl Status {
    pub(crate) const NOT_FOUND: Self = Self(4);
    pub(crate) const DESTROYED: Self = Self(16);
    pub(crate) const CANCELLED: Self = Self(24);
}

pub(crate) fn check(status: c_int) -> Result<(), Status> {
    match status {
        0 => Ok(()),
        status => Err(Status(status)),
    }
}

/// Takes the list, and frees it.
///
/// # Safety
/// The arguments are those of a callback of `ares_getaddrinfo`.
pub(crate) unsafe fn addresses(status: c_int, found: *mut AddrInfo) -> Result<Vec<IpAddr>, Status> {
    check(status)?;
    // SAFETY: the caller promises a list, which is the callback's to free.
    unsafe {
        let nodes = successors((*found).first.as_ref(), |node| node.next.as_ref());
        let addresses = nodes.map(|node| address(node)).collect();
        sys::ares_freeaddrinfo(found);
        Ok(addresses)
    }
}

/// # Safety
/// Its address is valid.
unsafe fn address(node: &Node) -> IpAddr {
    // SAFETY: the caller promises it; the family says what the address is.
    unsafe {
        match node.family {
            AF_INET => {
                let address = &*node.address.cast::<sockaddr_in>();
                IpAddr::from(address.sin_addr.s_addr.to_ne_bytes())
            }
            _ => IpAddr::from((*node.address.cast::<sockaddr_in6>()).sin6_addr.s6_addr),
        }
    }
}

/// # Safety
/// The arguments are those of a callback of `ares_query`.
pub(crate) unsafe fn bytes(
    status: c_int,
    answer: *const c_uchar,
    length: c_int,
) -> Result<Vec<u8>, Status> {
    check(status)?;
    // SAFETY: the caller promises as many bytes.
    Ok(unsafe { slice::from_raw_parts(answer, length.try_into().unwrap()) }.to_vec())
}
