//! What the tests need of `portaudio.h`, version 19.

use std::ffi::{c_char, c_int, c_ulong, c_void};

use asyncify::asyncify;

use crate::sound::{PaError, Sound, block, opened, room};

/// `paInt16`
pub(crate) const PA_INT16: c_ulong = 8;
/// `paNoFlag`
pub(crate) const PA_NO_FLAG: c_ulong = 0;
/// `PaStreamCallbackResult`
pub(crate) const PA_CONTINUE: c_int = 0;
pub(crate) const PA_COMPLETE: c_int = 1;
pub(crate) const PA_ABORT: c_int = 2;

/// `PaStreamParameters`
#[repr(C)]
pub(crate) struct Parameters {
    pub(crate) device: c_int,
    pub(crate) channels: c_int,
    pub(crate) format: c_ulong,
    /// In seconds.
    pub(crate) latency: f64,
    pub(crate) host: *mut c_void,
}

/// `PaDeviceInfo`
#[repr(C)]
pub(crate) struct DeviceInfo {
    version: c_int,
    pub(crate) name: *const c_char,
    host: c_int,
    inputs: c_int,
    outputs: c_int,
    latencies: [f64; 4],
    rate: f64,
}

/// `PaStreamCallbackTimeInfo`
#[repr(C)]
pub(crate) struct TimeInfo {
    input: f64,
    now: f64,
    output: f64,
}

/// `PaStreamCallback`
pub(crate) type Callback = unsafe extern "C" fn(
    *const c_void,
    *mut c_void,
    c_ulong,
    *const TimeInfo,
    c_ulong,
    *mut c_void,
) -> c_int;

#[link(name = "portaudio")]
unsafe extern "C" {
    pub(crate) safe fn Pa_Initialize() -> c_int;
    pub(crate) safe fn Pa_Terminate() -> c_int;
    pub(crate) safe fn Pa_GetDeviceCount() -> c_int;
    pub(crate) safe fn Pa_GetDeviceInfo(device: c_int) -> *const DeviceInfo;
    pub(crate) fn Pa_OpenStream(
        stream: *mut *mut c_void,
        input: *const Parameters,
        output: *const Parameters,
        rate: f64,
        frames: c_ulong,
        flags: c_ulong,
        callback: Option<Callback>,
        data: *mut c_void,
    ) -> c_int;
    pub(crate) fn Pa_SetStreamFinishedCallback(
        stream: *mut c_void,
        callback: Option<unsafe extern "C" fn(*mut c_void)>,
    ) -> c_int;
    pub(crate) fn Pa_StartStream(stream: *mut c_void) -> c_int;
    pub(crate) fn Pa_IsStreamActive(stream: *mut c_void) -> c_int;
    pub(crate) fn Pa_AbortStream(stream: *mut c_void) -> c_int;
    pub(crate) fn Pa_CloseStream(stream: *mut c_void) -> c_int;
}

/// The same function once more: as what it is for, in one direction.
pub(crate) mod input {
    use super::*;

    #[asyncify]
    unsafe extern "C" {
        #[asyncify(frames, name = record, buffer = 960_000, start = |sound| sound.start())]
        #[status(|code| -> Result<Sound, PaError> { opened(code, stream) })]
        pub(crate) fn Pa_OpenStream(
            stream: *mut *mut c_void,
            input: *const Parameters,
            output: *const Parameters,
            rate: f64,
            frames: c_ulong,
            flags: c_ulong,
            // SAFETY: these are the arguments of that callback.
            #[map(|input, _, count, _, flags| -> (&[i16], c_ulong) { unsafe { (block(input, count), flags) } })]
            #[reply(PA_CONTINUE, closed = PA_ABORT)]
            callback: Option<
                unsafe extern "C" fn(
                    *const c_void,
                    *mut c_void,
                    c_ulong,
                    *const TimeInfo,
                    c_ulong,
                    data: *mut c_void,
                ) -> c_int,
            >,
            #[user_data] data: *mut c_void,
        ) -> c_int;
    }
}

/// And in the other.
pub(crate) mod output {
    use super::*;

    #[asyncify]
    unsafe extern "C" {
        #[asyncify(feed, name = play, buffer = 96_000)]
        #[status(|code| -> Result<Sound, PaError> { opened(code, stream) })]
        pub(crate) fn Pa_OpenStream(
            stream: *mut *mut c_void,
            input: *const Parameters,
            output: *const Parameters,
            rate: f64,
            frames: c_ulong,
            flags: c_ulong,
            // SAFETY: these are the arguments of that callback.
            #[map(|_, output, count, _, _| -> &mut [i16] { unsafe { room(output, count) } })]
            #[reply(PA_CONTINUE, closed = PA_ABORT)]
            callback: Option<
                unsafe extern "C" fn(
                    *const c_void,
                    *mut c_void,
                    c_ulong,
                    *const TimeInfo,
                    c_ulong,
                    data: *mut c_void,
                ) -> c_int,
            >,
            #[user_data] data: *mut c_void,
        ) -> c_int;
    }
}

/// And in both.
pub(crate) mod both {
    use super::*;

    #[asyncify]
    unsafe extern "C" {
        #[asyncify(feed, name = exchange, start = |sound| sound.start())]
        #[status(|code| -> Result<Sound, PaError> { opened(code, stream) })]
        pub(crate) fn Pa_OpenStream(
            stream: *mut *mut c_void,
            input: *const Parameters,
            output: *const Parameters,
            rate: f64,
            frames: c_ulong,
            flags: c_ulong,
            #[map(|input, output, count, _, flags| -> (&[i16], &mut [i16], c_ulong) {
                // SAFETY: these are the arguments of that callback.
                unsafe { (block(input, count), room(output, count), flags) }
            })]
            #[reply(PA_CONTINUE, closed = PA_ABORT)]
            callback: Option<
                unsafe extern "C" fn(
                    *const c_void,
                    *mut c_void,
                    c_ulong,
                    *const TimeInfo,
                    c_ulong,
                    data: *mut c_void,
                ) -> c_int,
            >,
            #[user_data] data: *mut c_void,
        ) -> c_int;
    }
}
