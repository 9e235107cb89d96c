//! The adjustable ways to open a device for capture.

use std::time::Duration;

use asyncify::asyncify;
use cpal::traits::DeviceTrait;
use cpal::{
    Data, Error, InputCallbackInfo, SampleFormat, SizedSample, StreamConfig, SupportedStreamConfig,
};

use crate::{Capture, CaptureInfo, convert, is_fatal, ring};

/// How a device is opened for capture.
///
/// ```no_run
/// use std::time::Duration;
///
/// use asyncify_cpal::{CaptureOptions, StreamControl};
/// use cpal::traits::{DeviceTrait, HostTrait};
///
/// # fn run() -> Result<(), cpal::Error> {
/// let device = cpal::default_host().default_input_device().expect("a microphone");
/// let options = CaptureOptions::new().ring(Duration::from_secs(10));
/// let capture = options.open_f32(&device, device.default_input_config()?)?;
/// capture.play()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaptureOptions {
    ring: Duration,
    timeout: Option<Duration>,
}

impl Default for CaptureOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl CaptureOptions {
    /// Room for two seconds of sound; the backend may take its time to open the device.
    pub const fn new() -> Self {
        Self {
            ring: Duration::from_secs(2),
            timeout: None,
        }
    }

    /// How much sound fits between callback and reader. A reader that stalls for less loses nothing.
    /// The memory is allocated at once, when the stream is opened, which panics if it cannot be had.
    #[must_use]
    pub const fn ring(mut self, ring: Duration) -> Self {
        self.ring = ring;
        self
    }

    /// How long the backend may take to open the device; not every backend heeds it.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Captures samples of type `T`, like [`CaptureExt::input_stream`](crate::CaptureExt::input_stream).
    ///
    /// # Errors
    /// Those of [`DeviceTrait::build_input_stream`], at once.
    pub fn open<T, D>(
        self,
        device: &D,
        config: StreamConfig,
    ) -> Result<Capture<T, D::Stream>, Error>
    where
        T: SizedSample + Send + 'static,
        D: DeviceTrait + ?Sized,
        D::Stream: Send + 'static,
    {
        self.open_with(device, config, move |info| CaptureInfo::new(&config, info))
    }

    /// Captures samples of type `T`, each frame with an `info()` of the caller's own making.
    ///
    /// `info` runs in cpal's callback, on the audio thread: it should neither block nor allocate. If
    /// it panics, the stream ends and the panic goes on in the reader.
    ///
    /// # Errors
    /// Those of [`DeviceTrait::build_input_stream`], at once.
    #[asyncify(frames, buffer = self.samples(&config))]
    pub fn open_with<T, I, D>(
        self,
        device: &D,
        config: StreamConfig,
        #[skip] mut info: impl FnMut(&InputCallbackInfo) -> I + Send + 'static,
        #[item]
        #[map(|data, callback| -> (&[T], I) { (data, info(callback)) })]
        on_data: impl FnMut(&[T], &InputCallbackInfo) + Send + 'static,
        #[error(fatal_if = |error| is_fatal(&error))] on_error: impl FnMut(Error) + Send + 'static,
    ) -> Result<D::Stream, Error>
    where
        T: SizedSample + Send + 'static,
        I: Send + 'static,
        D: DeviceTrait + ?Sized,
        D::Stream: Send + 'static,
    {
        device.build_input_stream(config, on_data, on_error, self.timeout)
    }

    /// Captures bytes, like [`CaptureExt::input_stream_raw`](crate::CaptureExt::input_stream_raw).
    ///
    /// # Errors
    /// Those of [`DeviceTrait::build_input_stream_raw`], at once.
    #[asyncify(frames, buffer = self.bytes(&config, sample_format))]
    pub fn open_raw<D>(
        self,
        device: &D,
        config: StreamConfig,
        sample_format: SampleFormat,
        #[item]
        #[map(|data, info| -> (&[u8], CaptureInfo) {
            (data.bytes(), CaptureInfo::new(&config, info))
        })]
        on_data: impl FnMut(&Data, &InputCallbackInfo) + Send + 'static,
        #[error(fatal_if = |error| is_fatal(&error))] on_error: impl FnMut(Error) + Send + 'static,
    ) -> Result<D::Stream, Error>
    where
        D: DeviceTrait + ?Sized,
        D::Stream: Send + 'static,
    {
        device.build_input_stream_raw(config, sample_format, on_data, on_error, self.timeout)
    }

    /// Captures whatever the device delivers as `f32` between -1 and 1.
    ///
    /// The samples are converted in the callback, without allocation. A callback that brings more
    /// than the converter takes at once yields several frames with the same `info()`.
    ///
    /// # Errors
    /// Those of [`DeviceTrait::build_input_stream`], at once; `UnsupportedConfig` for formats that
    /// have no amplitude (DSD).
    pub fn open_f32<D>(
        self,
        device: &D,
        config: SupportedStreamConfig,
    ) -> Result<Capture<f32, D::Stream>, Error>
    where
        D: DeviceTrait + ?Sized,
        D::Stream: Send + 'static,
    {
        convert::open(self, device, config)
    }

    pub(crate) fn open_timeout(self) -> Option<Duration> {
        self.timeout
    }

    /// The ring in samples.
    pub(crate) fn samples(self, config: &StreamConfig) -> usize {
        ring::samples(self.ring, config)
    }

    /// The same in bytes.
    pub(crate) fn bytes(self, config: &StreamConfig, format: SampleFormat) -> usize {
        self.samples(config).saturating_mul(format.sample_size())
    }
}
