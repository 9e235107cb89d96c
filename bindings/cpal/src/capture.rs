//! The stream of captured frames, and what each of them tells.

use asyncify::{Frame, FrameStream};
use cpal::{ChannelCount, Error, InputCallbackInfo, SampleRate, StreamConfig, StreamInstant};

/// A running capture of samples `T` through the cpal stream `S`: a `Stream` of
/// `Result<Frame<T, I>, cpal::Error>`.
pub type Capture<T, S, I = CaptureInfo> = FrameStream<T, I, S, Result<Frame<T, I>, Error>>;

/// What is known about a frame besides its samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CaptureInfo {
    /// How many channels are interleaved.
    pub channels: ChannelCount,
    /// In hertz, per channel.
    pub sample_rate: SampleRate,
    /// When the first sample was captured, on the clock of [`StreamTrait::now`](cpal::traits::StreamTrait::now).
    pub capture: StreamInstant,
    /// When the callback was called, on the same clock.
    pub callback: StreamInstant,
}

impl CaptureInfo {
    pub(crate) fn new(config: &StreamConfig, info: &InputCallbackInfo) -> Self {
        let timestamp = info.timestamp();
        Self {
            channels: config.channels,
            sample_rate: config.sample_rate,
            capture: timestamp.capture,
            callback: timestamp.callback,
        }
    }
}
