//! A session of PortAudio, its devices and its streams.

use std::ffi::{CStr, c_int, c_ulong, c_void};
use std::slice;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::sys::{self, Parameters};

/// A negative code of PortAudio.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PaError(c_int);

impl PaError {
    pub(crate) const CHANNELS: Self = Self(-9998);
    pub(crate) const RATE: Self = Self(-9997);
    pub(crate) const DEVICE: Self = Self(-9996);
    pub(crate) const NOT_STOPPED: Self = Self(-9982);
}

pub(crate) fn check(code: c_int) -> Result<c_int, PaError> {
    match code {
        ..0 => Err(PaError(code)),
        _ => Ok(code),
    }
}

/// PortAudio, which one thread may use at a time.
pub(crate) struct Session(#[expect(dead_code, reason = "held")] MutexGuard<'static, ()>);

impl Session {
    pub(crate) fn new() -> Self {
        static ONE: Mutex<()> = Mutex::new(());
        let alone = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        check(sys::Pa_Initialize()).unwrap();
        Self(alone)
    }

    /// Mono on that device, a tenth of a second ahead.
    pub(crate) fn device(&self, name: &CStr) -> Parameters {
        let count = check(sys::Pa_GetDeviceCount()).unwrap();
        // SAFETY: the device is there, and has a name.
        let is = |device: &c_int| unsafe {
            CStr::from_ptr((*sys::Pa_GetDeviceInfo(*device)).name) == name
        };
        let device = (0..count).find(is).expect("the sound server has it");
        Parameters {
            device,
            channels: 1,
            format: sys::PA_INT16,
            latency: 0.1,
            host: std::ptr::null_mut(),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        check(sys::Pa_Terminate()).unwrap();
    }
}

/// A stream, which is closed when it is dropped.
#[derive(Debug)]
pub(crate) struct Sound(*mut c_void);

// SAFETY: any thread may use it, one at a time.
unsafe impl Send for Sound {}

impl Sound {
    pub(crate) fn start(&self) -> Result<(), PaError> {
        // SAFETY: the stream is open.
        check(unsafe { sys::Pa_StartStream(self.0) }).map(drop)
    }

    pub(crate) fn abort(&self) -> Result<(), PaError> {
        // SAFETY: the stream is open.
        check(unsafe { sys::Pa_AbortStream(self.0) }).map(drop)
    }

    pub(crate) fn is_active(&self) -> bool {
        // SAFETY: the stream is open.
        check(unsafe { sys::Pa_IsStreamActive(self.0) }).unwrap() == 1
    }

    /// Calls back with the user data that the stream was opened with.
    pub(crate) fn on_finished(&self, callback: unsafe extern "C" fn(*mut c_void)) {
        // SAFETY: the stream is open, and has not been started.
        check(unsafe { sys::Pa_SetStreamFinishedCallback(self.0, Some(callback)) }).unwrap();
    }
}

impl Drop for Sound {
    fn drop(&mut self) {
        // SAFETY: the stream is open; this closes it.
        check(unsafe { sys::Pa_CloseStream(self.0) }).unwrap();
    }
}

/// The stream that was opened.
pub(crate) fn opened(code: c_int, stream: *mut *mut c_void) -> Result<Sound, PaError> {
    // SAFETY: the tests pass a place for a stream, which holds one if the code says so.
    check(code).map(|_| Sound(unsafe { *stream }))
}

/// # Safety
/// The arguments are those of a callback.
pub(crate) unsafe fn block<'a>(input: *const c_void, count: c_ulong) -> &'a [i16] {
    // SAFETY: the caller promises it.
    unsafe { slice::from_raw_parts(input.cast(), count as usize) }
}

/// # Safety
/// The arguments are those of a callback.
pub(crate) unsafe fn room<'a>(output: *mut c_void, count: c_ulong) -> &'a mut [i16] {
    // SAFETY: the caller promises it.
    unsafe { slice::from_raw_parts_mut(output.cast(), count as usize) }
}
