//! Requests of libuv as futures, by hand: the user data lies in the request.

use std::ffi::{CStr, c_int};
use std::net::IpAddr;
use std::ptr;
use std::sync::Mutex;

use asyncify::{CallError, Completer, ffi, try_once_local};
use libc::addrinfo;

use crate::event_loop::{Errno, EventLoop, allocate, check, free};
use crate::sys;

/// A request whose callback has come: it is the callback's to free.
struct Finished(*mut sys::Request);

impl Finished {
    fn data(&self) -> *mut std::ffi::c_void {
        // SAFETY: the request lives until this is dropped.
        unsafe { sys::uv_req_get_data(self.0) }
    }
}

impl Drop for Finished {
    fn drop(&mut self) {
        // SAFETY: libuv is done with a request when it calls back.
        unsafe { free(self.0) }
    }
}

/// What the future keeps while it waits.
struct Pending<K> {
    request: *mut sys::Request,
    _key: ffi::Key<K>,
}

/// Starts a request whose callback completes with a `Result<T, Errno>` by way of `key`. Dropped, it
/// is cancelled; `room` bytes lie behind it, which live as long as it.
async fn request<T, K>(
    kind: c_int,
    room: usize,
    key: impl FnOnce(Completer<Result<T, Errno>>) -> ffi::Key<K>,
    start: impl FnOnce(*mut sys::Request) -> c_int,
) -> Result<T, CallError<Errno>> {
    let done = try_once_local(|done: Completer<Result<T, Errno>>| {
        let request: *mut sys::Request = allocate(sys::uv_req_size(kind) + room);
        let key = key(done);
        // SAFETY: the request lives until its callback. One that did not start has none.
        unsafe {
            sys::uv_req_set_data(request, key.as_ptr());
            check(start(request)).inspect_err(|_| free(request))?;
        }
        Ok(Pending { request, _key: key })
    });
    // SAFETY: a pending request has not called back, so it has not been freed.
    let done = done.cancel(|pending| unsafe {
        // It may be too late for that: then the request runs to its end, and is refused.
        sys::uv_cancel(pending.request);
    });
    done.await?.map_err(CallError::Failed)
}

/// The room behind a file request.
fn room(request: *mut sys::Request) -> *mut u8 {
    request
        .cast::<u8>()
        .wrapping_add(sys::uv_req_size(sys::UV_FS))
}

unsafe extern "C" fn on_file(request: *mut sys::Request) {
    let request = Finished(request);
    // SAFETY: the request is a file request that has finished.
    let result = unsafe {
        sys::uv_fs_req_cleanup(request.0);
        sys::uv_fs_get_result(request.0)
    };
    ffi::complete(request.data(), || check(result as i64));
}

pub(crate) async fn open(looper: &EventLoop, path: &CStr) -> Result<c_int, CallError<Errno>> {
    let (looper, path) = (looper.raw(), path.as_ptr());
    // SAFETY: libuv copies the path.
    let start =
        |request| unsafe { sys::uv_fs_open(looper, request, path, libc::O_RDONLY, 0, on_file) };
    request(
        sys::UV_FS,
        0,
        ffi::Key::<Completer<Result<i64, _>>>::here,
        start,
    )
    .await
    .map(|file| file as c_int)
}

/// Reads at most `room` bytes from the start of a file.
pub(crate) async fn read(
    looper: &EventLoop,
    file: c_int,
    count: usize,
) -> Result<Vec<u8>, CallError<Errno>> {
    unsafe extern "C" fn on_read(request: *mut sys::Request) {
        let request = Finished(request);
        // SAFETY: as many bytes of the room were read as the result says.
        let bytes = |count| unsafe { std::slice::from_raw_parts(room(request.0), count) }.to_vec();
        // SAFETY: the request is a file request that has finished.
        let result = unsafe {
            sys::uv_fs_req_cleanup(request.0);
            sys::uv_fs_get_result(request.0)
        };
        ffi::complete(request.data(), || {
            check(result as i64).map(|count| bytes(count as usize))
        });
    }
    let looper = looper.raw();
    let start = |request| {
        let base = room(request).cast();
        let buffer = sys::Buffer { base, len: count };
        // SAFETY: libuv copies the buffer's description; its bytes live as long as the request.
        unsafe { sys::uv_fs_read(looper, request, file, &buffer, 1, 0, on_read) }
    };
    request(sys::UV_FS, count, ffi::Key::here, start).await
}

pub(crate) async fn close(looper: &EventLoop, file: c_int) -> Result<(), CallError<Errno>> {
    let looper = looper.raw();
    // SAFETY: the loop lives as long as its requests.
    let start = |request| unsafe { sys::uv_fs_close(looper, request, file, on_file) };
    request(
        sys::UV_FS,
        0,
        ffi::Key::<Completer<Result<i64, _>>>::here,
        start,
    )
    .await
    .map(drop)
}

/// The addresses of a name that is written as one.
pub(crate) async fn addresses(
    looper: &EventLoop,
    name: Option<&CStr>,
) -> Result<Vec<IpAddr>, CallError<Errno>> {
    struct Found(*mut addrinfo);

    impl Drop for Found {
        fn drop(&mut self) {
            // SAFETY: the list, which may be empty, is the callback's to free.
            unsafe { sys::uv_freeaddrinfo(self.0) }
        }
    }

    unsafe extern "C" fn on_addresses(
        request: *mut sys::Request,
        status: c_int,
        first: *mut addrinfo,
    ) {
        let (request, found) = (Finished(request), Found(first));
        ffi::complete(request.data(), || {
            // SAFETY: the list lives as long as `found`.
            check(status).map(|_| unsafe { listed(found.0) })
        });
    }

    let name = name.map_or(ptr::null(), CStr::as_ptr);
    // SAFETY: all zero is a hint for anything.
    let mut hints: addrinfo = unsafe { std::mem::zeroed() };
    hints.ai_flags = libc::AI_NUMERICHOST;
    hints.ai_socktype = libc::SOCK_STREAM;
    let looper = looper.raw();
    // SAFETY: libuv copies the name and the hints.
    let start = |request| unsafe {
        sys::uv_getaddrinfo(looper, request, on_addresses, name, ptr::null(), &hints)
    };
    request(sys::UV_GETADDRINFO, 0, ffi::Key::here, start).await
}

/// # Safety
/// The list is valid.
unsafe fn listed(first: *const addrinfo) -> Vec<IpAddr> {
    // SAFETY: the caller promises it; the family says what the address is.
    let address = |entry: &addrinfo| unsafe {
        match entry.ai_family {
            libc::AF_INET => {
                let address = &*entry.ai_addr.cast::<libc::sockaddr_in>();
                IpAddr::from(address.sin_addr.s_addr.to_ne_bytes())
            }
            _ => IpAddr::from(
                (*entry.ai_addr.cast::<libc::sockaddr_in6>())
                    .sin6_addr
                    .s6_addr,
            ),
        }
    };
    // SAFETY: the caller promises it.
    let first = unsafe { first.as_ref() };
    // SAFETY: so is the rest of the list.
    std::iter::successors(first, |entry| unsafe { entry.ai_next.as_ref() })
        .map(address)
        .collect()
}

/// A job on libuv's pool.
struct Work<T> {
    done: Completer<Result<T, Errno>>,
    job: Mutex<Option<Box<dyn FnOnce() -> T + Send>>>,
}

/// Runs a job on libuv's pool, which completes the future from there.
pub(crate) async fn work<T: Send + 'static>(
    looper: &EventLoop,
    job: impl FnOnce() -> T + Send + 'static,
) -> Result<T, CallError<Errno>> {
    unsafe extern "C" fn on_pool<T: Send + 'static>(request: *mut sys::Request) {
        // SAFETY: the request lives until `after`.
        let data = unsafe { sys::uv_req_get_data(request) };
        ffi::with(data, |work: &Work<T>| {
            let job = work.job.lock().unwrap().take().expect("a job runs once");
            work.done.complete_with(|| Ok(job()));
        });
    }
    unsafe extern "C" fn after<T: Send + 'static>(request: *mut sys::Request, status: c_int) {
        let request = Finished(request);
        if let Err(cancelled) = check(status) {
            let cancel = |work: &Work<T>| work.done.complete(Err(cancelled));
            ffi::with(request.data(), cancel);
        }
    }
    let looper = looper.raw();
    let key = |done| {
        let job: Box<dyn FnOnce() -> T + Send> = Box::new(job);
        let job = Mutex::new(Some(job));
        ffi::Key::new(Work { done, job })
    };
    // SAFETY: the loop lives as long as its requests.
    let start = |request| unsafe { sys::uv_queue_work(looper, request, on_pool::<T>, after::<T>) };
    request(sys::UV_WORK, 0, key, start).await
}
