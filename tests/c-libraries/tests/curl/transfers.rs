//! A `CURLM`, whose callbacks say what sockets and what time it waits for, and its transfers.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ffi::{CString, c_int, c_long, c_void};
use std::ptr;
use std::rc::Rc;
use std::sync::Once;
use std::time::{Duration, Instant};

use asyncify::{Emitter, EventStream, StreamOptions, ffi, stream_local};
use asyncify_c_libraries::drive;
use futures::{FutureExt, StreamExt};
use libc::{POLLIN, POLLOUT, pollfd};

use crate::sys::{self, Easy};

/// `CURLcode`
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Code(pub(crate) c_int);

impl Code {
    pub(crate) const PARTIAL_FILE: Self = Self(18);
}

pub(crate) type Bytes = Result<Vec<u8>, Code>;

/// What the transfers share with the one who drives them.
struct Shared {
    multi: sys::Multi,
    /// Transfers that were dropped: curl can't let go of them in a callback.
    dropped: RefCell<Vec<Easy>>,
}

impl Shared {
    fn sweep(&self) {
        for easy in self.dropped.take() {
            // SAFETY: no callback is running, and nobody else has it any more.
            unsafe {
                assert_eq!(sys::curl_multi_remove_handle(self.multi, easy), 0);
                sys::curl_easy_cleanup(easy);
            }
        }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.sweep();
        // SAFETY: the transfers are gone, and nobody has it any more.
        assert_eq!(unsafe { sys::curl_multi_cleanup(self.multi) }, 0);
    }
}

type Watched<T> = EventStream<T, ffi::Key<Emitter<T>>>;

/// All of this belongs to one thread.
pub(crate) struct Transfers {
    // Dropped first: curl goes on to call.
    wanted: RefCell<Watched<(c_int, c_int)>>,
    times: RefCell<Watched<c_long>>,
    sockets: RefCell<BTreeMap<c_int, c_int>>,
    /// When curl wants to be called without a socket.
    due: Cell<Option<Instant>>,
    shared: Rc<Shared>,
}

/// A transfer under way; when it is dropped, it is cancelled.
pub(crate) struct Transfer {
    easy: Easy,
    _key: ffi::Key<Emitter<Bytes>>,
    shared: Rc<Shared>,
}

impl Drop for Transfer {
    fn drop(&mut self) {
        self.shared.dropped.borrow_mut().push(self.easy);
    }
}

unsafe extern "C" fn on_socket(
    _easy: Easy,
    socket: c_int,
    what: c_int,
    data: *mut c_void,
    _of_socket: *mut c_void,
) -> c_int {
    ffi::emit(data, || (socket, what));
    0
}

unsafe extern "C" fn on_timer(_multi: sys::Multi, time: c_long, data: *mut c_void) -> c_int {
    ffi::emit(data, || time);
    0
}

/// An answer that is not the length aborts the transfer.
unsafe extern "C" fn on_data(
    bytes: *const u8,
    size: usize,
    count: usize,
    data: *mut c_void,
) -> usize {
    // SAFETY: curl lends so many bytes.
    let chunk = || unsafe { std::slice::from_raw_parts(bytes, size * count) }.to_vec();
    match ffi::emit(data, || Bytes::Ok(chunk())) {
        true => size * count,
        false => 0,
    }
}

/// Has curl call that function with a word that leads to the stream.
fn watched<T: Send + 'static>(
    multi: sys::Multi,
    options: [std::ffi::c_uint; 2],
    callback: *const c_void,
) -> RefCell<Watched<T>> {
    RefCell::new(stream_local(StreamOptions::new(), |events: Emitter<T>| {
        let key = ffi::Key::here(events);
        // SAFETY: the function is of the option's type.
        unsafe {
            assert_eq!(sys::curl_multi_setopt(multi, options[0], callback), 0);
            assert_eq!(sys::curl_multi_setopt(multi, options[1], key.as_ptr()), 0);
        }
        key
    }))
}

impl Transfers {
    pub(crate) fn new() -> Self {
        static STARTED: Once = Once::new();
        // SAFETY: once, before anything else.
        STARTED.call_once(|| unsafe {
            assert_eq!(sys::curl_global_init(sys::CURL_GLOBAL_ALL), 0);
        });
        let multi = sys::curl_multi_init();
        let most: c_long = 8;
        // SAFETY: it lives, and that is the option's type.
        unsafe { sys::curl_multi_setopt(multi, sys::CURLMOPT_MAX_TOTAL_CONNECTIONS, most) };
        let (on_socket, on_timer): (sys::OnSocket, sys::OnTimer) = (on_socket, on_timer);
        Self {
            wanted: watched(
                multi,
                [sys::CURLMOPT_SOCKETFUNCTION, sys::CURLMOPT_SOCKETDATA],
                on_socket as *const c_void,
            ),
            times: watched(
                multi,
                [sys::CURLMOPT_TIMERFUNCTION, sys::CURLMOPT_TIMERDATA],
                on_timer as *const c_void,
            ),
            sockets: RefCell::default(),
            due: Cell::new(None),
            shared: Rc::new(Shared {
                multi,
                dropped: RefCell::default(),
            }),
        }
    }

    /// What comes from there, chunk by chunk.
    pub(crate) fn get(&self, url: &str) -> EventStream<Bytes, Transfer> {
        let url = CString::new(url).unwrap();
        let on_data: sys::OnData = on_data;
        stream_local(StreamOptions::new(), |chunks: Emitter<Bytes>| {
            let (easy, key) = (sys::curl_easy_init(), ffi::Key::here(chunks));
            let on: c_long = 1;
            // SAFETY: each is what its option takes; curl copies the texts.
            unsafe {
                sys::curl_easy_setopt(easy, sys::CURLOPT_URL, url.as_ptr());
                sys::curl_easy_setopt(easy, sys::CURLOPT_NOPROXY, c"*".as_ptr());
                sys::curl_easy_setopt(easy, sys::CURLOPT_NOSIGNAL, on);
                sys::curl_easy_setopt(easy, sys::CURLOPT_WRITEFUNCTION, on_data);
                sys::curl_easy_setopt(easy, sys::CURLOPT_WRITEDATA, key.as_ptr());
                sys::curl_easy_setopt(easy, sys::CURLOPT_PRIVATE, key.as_ptr());
                assert_eq!(sys::curl_multi_add_handle(self.shared.multi, easy), 0);
            }
            let shared = Rc::clone(&self.shared);
            Transfer {
                easy,
                _key: key,
                shared,
            }
        })
    }

    /// Drives the transfers until the future resolves.
    pub(crate) fn run<F: Future>(&self, future: F) -> F::Output {
        drive(future, || {
            self.turn();
            true
        })
    }

    /// Drops what was given up, and says how many sockets curl waits for.
    pub(crate) fn sockets(&self) -> usize {
        self.shared.sweep();
        self.look();
        self.sockets.borrow().len()
    }

    /// Takes what the callbacks have told.
    fn look(&self) {
        let mut sockets = self.sockets.borrow_mut();
        while let Some(Some((socket, what))) = self.wanted.borrow_mut().next().now_or_never() {
            match what {
                sys::CURL_POLL_REMOVE => assert!(sockets.remove(&socket).is_some()),
                what => drop(sockets.insert(socket, what)),
            }
        }
        while let Some(Some(time)) = self.times.borrow_mut().next().now_or_never() {
            let time = u64::try_from(time).map(Duration::from_millis).ok();
            self.due.set(time.map(|time| Instant::now() + time));
        }
    }

    /// Waits for the sockets and the time, and tells curl.
    fn turn(&self) {
        self.shared.sweep();
        self.look();
        let mut waiting: Vec<_> = self
            .sockets
            .borrow()
            .iter()
            .map(|(&fd, what)| pollfd {
                fd,
                events: (POLLIN * i16::from(what & sys::CURL_POLL_IN != 0))
                    | (POLLOUT * i16::from(what & sys::CURL_POLL_OUT != 0)),
                revents: 0,
            })
            .collect();
        let due = self.due.get();
        assert!(
            !waiting.is_empty() || due.is_some(),
            "nothing is left to wake the future"
        );
        let time = due.map_or(-1, |due| {
            // Rounded up, or it would be asked for in vain.
            let left = due.saturating_duration_since(Instant::now());
            left.as_millis() as c_int + c_int::from(!left.is_zero())
        });
        // SAFETY: the list is as long as it says.
        unsafe { libc::poll(waiting.as_mut_ptr(), waiting.len() as libc::nfds_t, time) };
        for pollfd { fd, revents, .. } in waiting {
            self.look();
            if revents != 0 && self.sockets.borrow().contains_key(&fd) {
                let readable = sys::CURL_CSELECT_IN * c_int::from(revents & !POLLOUT != 0);
                let writable = sys::CURL_CSELECT_OUT * c_int::from(revents & POLLOUT != 0);
                self.act(fd, readable | writable);
            }
        }
        if due.is_some_and(|due| due <= Instant::now()) {
            self.due.set(None);
            self.act(sys::CURL_SOCKET_TIMEOUT, 0);
        }
        self.end_those_that_are_done();
    }

    fn act(&self, socket: c_int, ready: c_int) {
        let mut running = 0;
        let multi = self.shared.multi;
        // SAFETY: it lives.
        let code = unsafe { sys::curl_multi_socket_action(multi, socket, ready, &mut running) };
        assert_eq!(code, 0);
    }

    fn end_those_that_are_done(&self) {
        let (mut left, mut word) = (0, ptr::null_mut::<c_void>());
        // SAFETY: the message is good until it is asked for the next one, and its transfer lives.
        unsafe {
            while let Some(message) =
                sys::curl_multi_info_read(self.shared.multi, &mut left).as_ref()
            {
                assert_eq!(message.kind, sys::CURLMSG_DONE);
                sys::curl_easy_getinfo(message.easy, sys::CURLINFO_PRIVATE, &raw mut word);
                if message.data.result != 0 {
                    ffi::fail::<Vec<u8>, _>(word, || Code(message.data.result));
                }
                ffi::end::<Bytes>(word);
            }
        }
    }
}
