//! The stream of captured frames, and what each of them tells.

use asyncify::{Frame, FrameStream};
use cpal::traits::StreamTrait;
use cpal::{
    ChannelCount, Error, ErrorKind, InputCallbackInfo, SampleRate, StreamConfig, StreamInstant,
};

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
    /// When the first sample was captured, on the clock of [`StreamTrait::now`].
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

/// Starting and pausing a capture.
///
/// ```no_run
/// use asyncify_cpal::{CaptureControl, CaptureExt};
/// use cpal::traits::{DeviceTrait, HostTrait};
///
/// # fn run() -> Result<(), cpal::Error> {
/// let device = cpal::default_host().default_input_device().expect("a microphone");
/// let config = device.default_input_config()?.config();
/// let capture = device.input_stream::<f32>(config, None)?;
/// capture.play()?;
/// # Ok(())
/// # }
/// ```
pub trait CaptureControl {
    /// Starts or resumes the capture. cpal builds every stream paused.
    ///
    /// # Errors
    /// Those of [`StreamTrait::play`], and `StreamInvalidated` after `close`.
    fn play(&self) -> Result<(), Error>;

    /// Pauses the capture. What was captured before still arrives.
    ///
    /// # Errors
    /// Those of [`StreamTrait::pause`], among them `UnsupportedOperation`: not every device can.
    /// `StreamInvalidated` after `close`.
    fn pause(&self) -> Result<(), Error>;
}

impl<T: Copy, I, S: StreamTrait> CaptureControl for Capture<T, S, I> {
    fn play(&self) -> Result<(), Error> {
        stream(self)?.play()
    }

    fn pause(&self) -> Result<(), Error> {
        stream(self)?.pause()
    }
}

fn stream<T: Copy, I, S>(capture: &Capture<T, S, I>) -> Result<&S, Error> {
    let closed = || Error::with_message(ErrorKind::StreamInvalidated, "the capture is closed");
    capture.try_handle().ok_or_else(closed)
}
