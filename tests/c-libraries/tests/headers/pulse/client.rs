//! A client of PulseAudio's, its main loop, and what its callbacks bring.

use std::ffi::{CStr, c_int};
use std::pin::pin;
use std::ptr;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use super::ffi::{
    pa_context, pa_context_connect, pa_context_disconnect, pa_context_get_state, pa_context_new,
    pa_context_unref, pa_mainloop, pa_mainloop_dispatch, pa_mainloop_free, pa_mainloop_get_api,
    pa_mainloop_new, pa_mainloop_poll, pa_mainloop_prepare, pa_operation, pa_operation_cancel,
    pa_operation_unref, pa_server_info, pa_sink_info,
};

/// The server said no, or the library did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Refused;

pub(crate) fn done(success: c_int) -> Result<(), Refused> {
    match success {
        0 => Err(Refused),
        _ => Ok(()),
    }
}

/// What the library does for a call. Dropped, it does so no more.
#[derive(Debug)]
pub(crate) struct Operation(*mut pa_operation);

impl Operation {
    pub(crate) fn of(operation: *mut pa_operation) -> Result<Self, Refused> {
        match operation.is_null() {
            true => Err(Refused),
            false => Ok(Self(operation)),
        }
    }
}

impl Drop for Operation {
    fn drop(&mut self) {
        // SAFETY: it was handed out with a reference, which is given back. One that is done is not
        // cancelled.
        unsafe {
            pa_operation_cancel(self.0);
            pa_operation_unref(self.0);
        }
    }
}

#[derive(Debug)]
pub(crate) struct Sink {
    pub(crate) name: String,
    pub(crate) rate: u32,
    pub(crate) is_mute: bool,
}

impl Sink {
    /// # Safety
    /// It is what a callback was lent.
    pub(crate) unsafe fn of(info: *const pa_sink_info) -> Self {
        // SAFETY: the caller promises it; a sink has a name.
        let (info, name) = unsafe { (&*info, CStr::from_ptr((*info).name)) };
        Self {
            name: name.to_string_lossy().into_owned(),
            rate: info.sample_spec.rate,
            is_mute: info.mute != 0,
        }
    }
}

/// # Safety
/// It is what a callback was lent, or null.
pub(crate) unsafe fn server_name(info: *const pa_server_info) -> Result<String, Refused> {
    // SAFETY: the caller promises it; a server has a name.
    let name = unsafe { info.as_ref().map(|info| CStr::from_ptr(info.server_name)) };
    Ok(name.ok_or(Refused)?.to_string_lossy().into_owned())
}

/// A client, with the loop that drives it.
pub(crate) struct Client {
    mainloop: *mut pa_mainloop,
    pub(crate) context: *mut pa_context,
}

impl Client {
    /// One that is not connected.
    pub(crate) fn new() -> Self {
        // SAFETY: the loop lives longer than the context.
        let (mainloop, context) = unsafe {
            let mainloop = pa_mainloop_new();
            let api = pa_mainloop_get_api(mainloop);
            (mainloop, pa_context_new(api, c"asyncify".as_ptr()))
        };
        assert!(!context.is_null());
        Self { mainloop, context }
    }

    pub(crate) fn connect(&self) {
        const NO_AUTOSPAWN: u32 = 1;
        // SAFETY: the context lives.
        let code =
            unsafe { pa_context_connect(self.context, ptr::null(), NO_AUTOSPAWN, ptr::null()) };
        assert_eq!(code, 0);
    }

    pub(crate) fn state(&self) -> u32 {
        // SAFETY: the context lives.
        unsafe { pa_context_get_state(self.context) }
    }

    /// Turns the loop until the future is there.
    pub(crate) fn run<F: Future>(&self, future: F) -> F::Output {
        let deadline = Instant::now() + Duration::from_secs(30);
        let mut future = pin!(future);
        let mut cx = Context::from_waker(Waker::noop());
        loop {
            if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
                return output;
            }
            assert!(Instant::now() < deadline, "nothing happens");
            // SAFETY: the loop lives, and is turned here only.
            unsafe {
                assert!(pa_mainloop_prepare(self.mainloop, 1_000_000) >= 0);
                assert!(pa_mainloop_poll(self.mainloop) >= 0);
                assert!(pa_mainloop_dispatch(self.mainloop) >= 0);
            }
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // SAFETY: nobody uses them any more.
        unsafe {
            pa_context_disconnect(self.context);
            pa_context_unref(self.context);
            pa_mainloop_free(self.mainloop);
        }
    }
}
