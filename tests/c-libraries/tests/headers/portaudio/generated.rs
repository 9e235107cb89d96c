// Written by `cargo asyncify generate --c-bindings portaudio.rs`.
// What it leaves to decide goes into asyncify.toml; then run it again.
// fingerprint: b5bec2371c5dddb6

//! Async versions of the functions of `portaudio` that take callbacks.

use std::ffi::{c_int, c_ulong, c_void};

use asyncify::asyncify;

use super::ffi::{
    PaError, PaSampleFormat, PaStream, PaStreamCallbackFlags, PaStreamCallbackTimeInfo,
    PaStreamFlags, PaStreamParameters,
};
use super::sound::{Failure, Sound, block, opened, room};

#[asyncify]
unsafe extern "C" {
    /// Opens a stream for either input, output or both.
    #[asyncify(frames, name = record, start = |sound| sound.start())]
    #[status(|code| -> Result<Sound, Failure> { unsafe { opened(code, stream) } })]
    pub fn Pa_OpenStream(
        stream: *mut *mut PaStream,
        input_parameters: *const PaStreamParameters,
        output_parameters: *const PaStreamParameters,
        sample_rate: f64,
        frames_per_buffer: c_ulong,
        stream_flags: PaStreamFlags,
        #[map(|input, _, count, _, flags| -> (&[i16], c_ulong) {
            unsafe { (block(input, count), flags) }
        })]
        #[reply(0, closed = 2)]
        stream_callback: Option<
            unsafe extern "C" fn(
                input: *const c_void,
                output: *mut c_void,
                frame_count: c_ulong,
                time_info: *const PaStreamCallbackTimeInfo,
                status_flags: PaStreamCallbackFlags,
                user_data: *mut c_void,
            ) -> c_int,
        >,
        #[user_data] user_data: *mut c_void,
    ) -> PaError;

    /// A simplified version of Pa\_OpenStream() that opens the default input and/or output devices.
    #[asyncify(feed, name = play, buffer = 96_000)]
    #[status(|code| -> Result<Sound, Failure> { unsafe { opened(code, stream) } })]
    pub fn Pa_OpenDefaultStream(
        stream: *mut *mut PaStream,
        num_input_channels: c_int,
        num_output_channels: c_int,
        sample_format: PaSampleFormat,
        sample_rate: f64,
        frames_per_buffer: c_ulong,
        #[map(|_, output, count, _, _| -> &mut [i16] { unsafe { room(output, count) } })]
        #[reply(0, closed = 2)]
        stream_callback: Option<
            unsafe extern "C" fn(
                input: *const c_void,
                output: *mut c_void,
                frame_count: c_ulong,
                time_info: *const PaStreamCallbackTimeInfo,
                status_flags: PaStreamCallbackFlags,
                user_data: *mut c_void,
            ) -> c_int,
        >,
        #[user_data] user_data: *mut c_void,
    ) -> PaError;
}
