//! A session of PortAudio, its devices and its streams.

use std::ffi::{CStr, c_int, c_ulong, c_void};
use std::slice;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::ffi::{
    Pa_CloseStream, Pa_GetDeviceCount, Pa_GetDeviceInfo, Pa_Initialize, Pa_StartStream,
    Pa_Terminate, PaStream, PaStreamParameters,
};

/// `paInt16`
pub(crate) const INT_16: c_ulong = 8;

/// A negative code of PortAudio.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Failure(pub(crate) c_int);

fn check(code: c_int) -> Result<c_int, Failure> {
    match code {
        ..0 => Err(Failure(code)),
        _ => Ok(code),
    }
}

/// PortAudio, which one thread may use at a time.
pub(crate) struct Session(#[expect(dead_code, reason = "held")] MutexGuard<'static, ()>);

impl Session {
    pub(crate) fn new() -> Self {
        static ONE: Mutex<()> = Mutex::new(());
        let alone = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: it is ended as often as it is begun.
        check(unsafe { Pa_Initialize() }).unwrap();
        Self(alone)
    }

    /// Mono on that device, a tenth of a second ahead.
    pub(crate) fn device(&self, name: &CStr) -> PaStreamParameters {
        // SAFETY: the session has begun, and the devices are there and have names.
        let device = unsafe {
            let is = |device: &c_int| CStr::from_ptr((*Pa_GetDeviceInfo(*device)).name) == name;
            (0..Pa_GetDeviceCount()).find(is)
        };
        PaStreamParameters {
            device: device.expect("the sound server has it"),
            channelCount: 1,
            sampleFormat: INT_16,
            suggestedLatency: 0.1,
            hostApiSpecificStreamInfo: std::ptr::null_mut(),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // SAFETY: the session has begun.
        check(unsafe { Pa_Terminate() }).unwrap();
    }
}

/// A stream, which is closed when it is dropped.
#[derive(Debug)]
pub(crate) struct Sound(*mut PaStream);

// SAFETY: any thread may use it, one at a time.
unsafe impl Send for Sound {}

impl Sound {
    pub(crate) fn start(&self) -> Result<(), Failure> {
        // SAFETY: the stream is open.
        check(unsafe { Pa_StartStream(self.0) }).map(drop)
    }
}

impl Drop for Sound {
    fn drop(&mut self) {
        // SAFETY: the stream is open; this closes it.
        check(unsafe { Pa_CloseStream(self.0) }).unwrap();
    }
}

/// The stream that was opened.
///
/// # Safety
/// There is one if the code says so.
pub(crate) unsafe fn opened(code: c_int, stream: *mut *mut PaStream) -> Result<Sound, Failure> {
    // SAFETY: the caller promises it.
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
