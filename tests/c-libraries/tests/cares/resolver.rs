//! A channel of c-ares, which is worked on between the polls of a future.

use std::ffi::{CString, c_int};
use std::mem;
use std::net::SocketAddr;
use std::sync::Once;

use asyncify_c_libraries::drive;
use libc::{POLLIN, POLLOUT, pollfd};

use crate::answers::check;
use crate::sys::{self, ARES_GETSOCK_MAXNUM, ARES_SOCKET_BAD, Channel, Hints, Options};

/// A channel, which belongs to one thread.
pub(crate) struct Resolver(Channel);

/// Any address of version 4.
pub(crate) const HINTS: Hints = Hints {
    flags: 0,
    family: libc::AF_INET,
    socket_type: libc::SOCK_STREAM,
    protocol: 0,
};

impl Resolver {
    /// Asks that server, and nothing else.
    pub(crate) fn new(server: SocketAddr) -> Self {
        static STARTED: Once = Once::new();
        STARTED.call_once(|| assert_eq!(check(sys::ares_library_init(0)), Ok(())));
        let mut channel = Channel(std::ptr::null_mut());
        // SAFETY: all zero are valid options; the library copies what it is given.
        unsafe {
            let mut options: Options = mem::zeroed();
            options.flags = sys::ARES_FLAG_NOSEARCH;
            options.timeout = 60_000;
            options.lookups = c"b".as_ptr();
            let mask = sys::ARES_OPT_FLAGS | sys::ARES_OPT_TIMEOUTMS | sys::ARES_OPT_LOOKUPS;
            let code = sys::ares_init_options(&mut channel, &options, mask);
            assert_eq!(check(code), Ok(()));
            let servers = CString::new(server.to_string()).unwrap();
            let code = sys::ares_set_servers_ports_csv(channel, servers.as_ptr());
            assert_eq!(check(code), Ok(()));
        }
        Self(channel)
    }

    /// Good until this is dropped.
    pub(crate) fn channel(&self) -> Channel {
        self.0
    }

    /// Works on the channel's sockets until the future resolves.
    pub(crate) fn run<F: Future>(&self, future: F) -> F::Output {
        drive(future, || {
            self.turn();
            true
        })
    }

    /// Waits for the sockets, and works on those that are ready.
    fn turn(&self) {
        let mut sockets = [0; ARES_GETSOCK_MAXNUM];
        // SAFETY: there is room for as many sockets as it says.
        let wanted = unsafe {
            sys::ares_getsock(self.0, sockets.as_mut_ptr(), ARES_GETSOCK_MAXNUM as c_int)
        };
        let bit = |at: usize| wanted & (1 << at) != 0;
        let mut waiting: Vec<_> = (0..ARES_GETSOCK_MAXNUM)
            .map(|at| pollfd {
                fd: sockets[at],
                events: (POLLIN * i16::from(bit(at)))
                    | (POLLOUT * i16::from(bit(at + ARES_GETSOCK_MAXNUM))),
                revents: 0,
            })
            .filter(|socket| socket.events != 0)
            .collect();
        assert!(!waiting.is_empty(), "nothing is left to wake the future");
        // SAFETY: the list is as long as it says.
        unsafe { libc::poll(waiting.as_mut_ptr(), waiting.len() as libc::nfds_t, 60_000) };
        for socket in waiting {
            let if_ready = |events| match socket.revents & events {
                0 => ARES_SOCKET_BAD,
                _ => socket.fd,
            };
            // SAFETY: the channel lives.
            unsafe { sys::ares_process_fd(self.0, if_ready(!POLLOUT), if_ready(POLLOUT)) };
        }
    }
}

impl Drop for Resolver {
    fn drop(&mut self) {
        // SAFETY: nobody uses the channel any more.
        unsafe { sys::ares_destroy(self.0) }
    }
}
