//! What c-ares brings, as values.

use std::ffi::{CStr, c_int, c_uchar};
use std::iter::successors;
use std::net::IpAddr;
use std::slice;

use libc::{AF_INET, sockaddr_in, sockaddr_in6};

use super::ffi::{ares_addrinfo, ares_addrinfo_node, ares_freeaddrinfo, hostent};

/// A status that is not `ARES_SUCCESS`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Status(pub(crate) c_int);

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
pub(crate) unsafe fn addresses(
    status: c_int,
    found: *mut ares_addrinfo,
) -> Result<Vec<IpAddr>, Status> {
    check(status)?;
    // SAFETY: the caller promises a list, which is the callback's to free.
    unsafe {
        let nodes = successors((*found).nodes.as_ref(), |node| node.ai_next.as_ref());
        let addresses = nodes.map(|node| address(node)).collect();
        ares_freeaddrinfo(found);
        Ok(addresses)
    }
}

/// # Safety
/// Its address is valid.
unsafe fn address(node: &ares_addrinfo_node) -> IpAddr {
    // SAFETY: the caller promises it; the family says what the address is.
    unsafe {
        match node.ai_family {
            AF_INET => {
                let address = &*node.ai_addr.cast::<sockaddr_in>();
                IpAddr::from(address.sin_addr.s_addr.to_ne_bytes())
            }
            _ => IpAddr::from((*node.ai_addr.cast::<sockaddr_in6>()).sin6_addr.s6_addr),
        }
    }
}

/// The name of a host.
///
/// # Safety
/// The arguments are those of a callback of `ares_gethostbyname`.
pub(crate) unsafe fn host(status: c_int, found: *mut hostent) -> Result<String, Status> {
    check(status)?;
    // SAFETY: the caller promises a host, which has a name.
    let name = unsafe { CStr::from_ptr((*found.cast::<libc::hostent>()).h_name) };
    Ok(name.to_string_lossy().into_owned())
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
