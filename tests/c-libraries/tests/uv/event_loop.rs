//! A loop of libuv that polls a future between its turns, and the memory of what it works on.

use std::cell::Cell;
use std::ffi::c_int;

use asyncify_c_libraries::drive;

use crate::sys;

/// A negative code of libuv.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Errno(pub(crate) c_int);

/// What a return value or a status says.
pub(crate) fn check(code: impl Into<i64>) -> Result<i64, Errno> {
    let code = code.into();
    match c_int::try_from(code) {
        Ok(negative @ ..0) => Err(Errno(negative)),
        _ => Ok(code),
    }
}

/// A loop, which belongs to one thread. It is used up to the end when it is dropped.
pub(crate) struct EventLoop(*mut sys::Loop);

impl EventLoop {
    pub(crate) fn new() -> Self {
        // SAFETY: the memory has the size that the library wants.
        unsafe {
            let raw = libc::calloc(1, sys::uv_loop_size()).cast();
            assert_eq!(sys::uv_loop_init(raw), 0);
            Self(raw)
        }
    }

    pub(crate) fn raw(&self) -> *mut sys::Loop {
        self.0
    }

    /// Runs the loop until the future resolves. All that wakes it must come out of the loop.
    pub(crate) fn run<F: Future>(&self, future: F) -> F::Output {
        drive(future, || self.turn(sys::UV_RUN_ONCE))
    }

    /// One turn. Returns whether anything is left to do.
    pub(crate) fn turn(&self, mode: c_int) -> bool {
        // SAFETY: the loop lives, and this thread is its own.
        unsafe { sys::uv_run(self.0, mode) != 0 }
    }
}

impl Drop for EventLoop {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        while self.turn(sys::UV_RUN_ONCE) {}
        // SAFETY: nothing uses the loop any more: closing it says so.
        unsafe {
            assert_eq!(sys::uv_loop_close(self.0), 0, "a handle was not closed");
            libc::free(self.0.cast());
        }
        assert_eq!(LIVE.get(), 0, "a request or a handle was leaked");
    }
}

thread_local! {
    /// How many requests and handles of this thread's loops are allocated.
    static LIVE: Cell<usize> = const { Cell::new(0) };
}

/// Memory that libuv works on: a request or a handle. It is freed by [`free`].
pub(crate) fn allocate<T>(size: usize) -> *mut T {
    LIVE.set(LIVE.get() + 1);
    // SAFETY: any size may be asked for.
    let memory = unsafe { libc::calloc(1, size) };
    assert!(!memory.is_null());
    memory.cast()
}

/// # Safety
/// It was [allocated](allocate), and libuv is done with it.
pub(crate) unsafe fn free<T>(memory: *mut T) {
    LIVE.set(LIVE.get() - 1);
    // SAFETY: the caller promises it.
    unsafe { libc::free(memory.cast()) }
}

/// A handle that is closed when it is dropped; the loop frees it in a later turn.
pub(crate) struct Handle(pub(crate) *mut sys::Handle);

impl Drop for Handle {
    fn drop(&mut self) {
        unsafe extern "C" fn on_closed(handle: *mut sys::Handle) {
            // SAFETY: this call is the last that libuv does with it.
            unsafe { free(handle) }
        }
        // SAFETY: it was initialized, and only this closes it.
        unsafe { sys::uv_close(self.0, on_closed) }
    }
}
