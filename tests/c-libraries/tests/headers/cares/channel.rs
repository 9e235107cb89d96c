//! A channel of c-ares, which is worked on between the polls of a future.

use std::ffi::{CString, c_int};
use std::pin::pin;
use std::sync::Once;
use std::task::{Context, Poll, Waker};
use std::{mem, ptr};

use libc::{POLLIN, POLLOUT, pollfd};

use super::answers::check;
use super::ffi::{
    ares_addrinfo_hints, ares_channeldata, ares_destroy, ares_getsock, ares_init_options,
    ares_library_init, ares_options, ares_process_fd, ares_set_servers_ports_csv,
};
use crate::server;

/// Of `ares.h`, where these are macros.
const NO_SEARCH: c_int = 1 << 5;
const WITH_FLAGS: c_int = 1;
const WITH_LOOKUPS: c_int = 1 << 8;
const NO_SOCKET: c_int = -1;
const SOCKETS: usize = 16;

/// Any address of version 4.
pub(crate) const HINTS: ares_addrinfo_hints = ares_addrinfo_hints {
    ai_flags: 0,
    ai_family: libc::AF_INET,
    ai_socktype: libc::SOCK_STREAM,
    ai_protocol: 0,
};

/// A channel that asks the tests' own name server, and belongs to one thread.
pub(crate) struct Channel(pub(crate) *mut ares_channeldata);

impl Channel {
    pub(crate) fn new() -> Self {
        static STARTED: Once = Once::new();
        // SAFETY: once, before anything else.
        STARTED.call_once(|| assert_eq!(check(unsafe { ares_library_init(0) }), Ok(())));
        let mut channel = ptr::null_mut();
        let servers = CString::new(server::address().to_string()).unwrap();
        // SAFETY: all zero are valid options; the library copies what it is given.
        unsafe {
            let mut options: ares_options = mem::zeroed();
            options.flags = NO_SEARCH;
            options.lookups = c"b".as_ptr().cast_mut();
            let code = ares_init_options(&mut channel, &mut options, WITH_FLAGS | WITH_LOOKUPS);
            assert_eq!(check(code), Ok(()));
            let code = ares_set_servers_ports_csv(channel, servers.as_ptr());
            assert_eq!(check(code), Ok(()));
        }
        Self(channel)
    }

    /// Works on the channel's sockets until the future resolves.
    pub(crate) fn run<F: Future>(&self, future: F) -> F::Output {
        let mut future = pin!(future);
        let mut cx = Context::from_waker(Waker::noop());
        loop {
            if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
                return output;
            }
            self.turn();
        }
    }

    /// Waits for the sockets, and works on those that are ready.
    fn turn(&self) {
        let mut sockets = [0; SOCKETS];
        // SAFETY: there is room for as many sockets as it says.
        let wanted = unsafe { ares_getsock(self.0, sockets.as_mut_ptr(), SOCKETS as c_int) };
        let bit = |at: usize| i16::from(wanted & (1 << at) != 0);
        let mut waiting: Vec<_> = (0..SOCKETS)
            .map(|at| pollfd {
                fd: sockets[at],
                events: (POLLIN * bit(at)) | (POLLOUT * bit(at + SOCKETS)),
                revents: 0,
            })
            .filter(|socket| socket.events != 0)
            .collect();
        assert!(!waiting.is_empty(), "nothing is left to wake the future");
        // SAFETY: the list is as long as it says.
        unsafe { libc::poll(waiting.as_mut_ptr(), waiting.len() as libc::nfds_t, 60_000) };
        for socket in waiting {
            let if_ready = |events| match socket.revents & events {
                0 => NO_SOCKET,
                _ => socket.fd,
            };
            // SAFETY: the channel lives.
            unsafe { ares_process_fd(self.0, if_ready(!POLLOUT), if_ready(POLLOUT)) };
        }
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        // SAFETY: nobody uses the channel any more.
        unsafe { ares_destroy(self.0) }
    }
}
