//! What is written to be played, and how a device is opened for it.

use std::time::Duration;

use asyncify::{Feed, asyncify};
use cpal::traits::DeviceTrait;
use cpal::{Error, OutputCallbackInfo, SizedSample, StreamConfig, SupportedStreamConfig};

use crate::patience::patient;
use crate::{convert, is_fatal, ring};

/// A running playback of samples `T` through the cpal stream `S`: write to it, or use it as a `Sink`.
pub type Playback<T, S> = Feed<T, S, Error>;

/// How a device is opened for playback.
///
/// ```no_run
/// use std::time::Duration;
///
/// use asyncify_cpal::{PlaybackOptions, StreamControl};
/// use cpal::traits::{DeviceTrait, HostTrait};
///
/// # fn run() -> Result<(), cpal::Error> {
/// let device = cpal::default_host().default_output_device().expect("a loudspeaker");
/// let options = PlaybackOptions::new().ring(Duration::from_secs(1));
/// let playback = options.open_f32(&device, device.default_output_config()?)?;
/// playback.play()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaybackOptions {
    ring: Duration,
    timeout: Option<Duration>,
}

impl Default for PlaybackOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl PlaybackOptions {
    /// Room for a quarter of a second of sound; the backend may take its time to open the device.
    pub const fn new() -> Self {
        Self {
            ring: Duration::from_millis(250),
            timeout: None,
        }
    }

    /// How much sound fits between writer and callback: how far it may be written ahead, and so the
    /// delay that this adds to the backend's own. It should be more than a callback asks for at once.
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

    /// Plays samples of type `T`, like
    /// [`PlaybackExt::output_stream`](crate::PlaybackExt::output_stream).
    ///
    /// # Errors
    /// Those of [`DeviceTrait::build_output_stream`], at once.
    #[asyncify(feed, buffer = self.samples(&config), silence = T::EQUILIBRIUM)]
    pub fn open<T, D>(
        self,
        device: &D,
        config: StreamConfig,
        #[item] on_data: impl FnMut(&mut [T], &OutputCallbackInfo) + Send + 'static,
        #[error(fatal_if = |error| is_fatal(&error))] on_error: impl FnMut(Error) + Send + 'static,
    ) -> Result<D::Stream, Error>
    where
        T: SizedSample + Send + 'static,
        D: DeviceTrait + ?Sized,
        D::Stream: Send + 'static,
    {
        device.build_output_stream(config, on_data, patient(on_error), self.timeout)
    }

    /// Plays `f32` between -1 and 1 in whatever format the device wants.
    ///
    /// The samples are converted in the callback, without allocation. A callback that asks for more
    /// than the converter makes at once may count several underruns.
    ///
    /// # Errors
    /// Those of [`DeviceTrait::build_output_stream`], at once; `UnsupportedConfig` for formats that
    /// have no amplitude (DSD).
    pub fn open_f32<D>(
        self,
        device: &D,
        config: SupportedStreamConfig,
    ) -> Result<Playback<f32, D::Stream>, Error>
    where
        D: DeviceTrait + ?Sized,
        D::Stream: Send + 'static,
    {
        convert::play(self, device, config)
    }

    pub(crate) fn open_timeout(self) -> Option<Duration> {
        self.timeout
    }

    /// The ring in samples.
    pub(crate) fn samples(self, config: &StreamConfig) -> usize {
        ring::samples(self.ring, config)
    }
}
