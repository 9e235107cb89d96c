// Written by `cargo asyncify generate cpal` for cpal 0.18.2.
// What it leaves to decide goes into asyncify.toml; then run it again.
// fingerprint: 4ef7349b11c4a545

//! cpal's functions that open streams, without their callbacks.

use std::time::Duration;

use asyncify::asyncify;
use cpal::traits::DeviceTrait;
use cpal::{
    Data, Error, InputCallbackInfo, OutputCallbackInfo, SampleFormat, SizedSample, StreamConfig,
};

use crate::patience::patient;
use crate::{CaptureInfo, CaptureOptions, PlaybackOptions, is_fatal};

/// Capturing for every cpal device, of whatever backend, custom ones included.
///
/// These are [`DeviceTrait`]'s own functions, except that they return a
/// [`Capture`](crate::Capture) instead of taking callbacks. The streams come paused: start them
/// with [`StreamControl::play`](crate::StreamControl::play). Up to two seconds of sound wait for
/// the reader; [`CaptureOptions`] has the same with a ring of another size.
#[asyncify(ext = CaptureExt, frames)]
impl<X: DeviceTrait> X
where
    Self::Stream: Send + 'static,
{
    /// Captures samples of type `T` in a configuration that the device supports.
    ///
    /// `timeout` is how long the backend may take to open the device; not every backend heeds it.
    ///
    /// ```no_run
    /// use asyncify_cpal::{CaptureExt, StreamControl};
    /// use cpal::traits::{DeviceTrait, HostTrait};
    /// use futures::StreamExt;
    ///
    /// # async fn run() -> Result<(), cpal::Error> {
    /// let device = cpal::default_host().default_input_device().expect("a microphone");
    /// let config = device.default_input_config()?.config();
    /// let mut capture = device.input_stream::<f32>(config, None)?;
    /// capture.play()?;
    /// while let Some(frame) = capture.next().await {
    ///     println!("{} samples", frame?.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Those of [`DeviceTrait::build_input_stream`], at once.
    ///
    /// # Panics
    /// In the reader, not on the audio thread: if the backend delivers another sample type.
    #[asyncify(name = input_stream, buffer = CaptureOptions::new().samples(&config))]
    fn build_input_stream<T, D, E>(
        &self,
        config: StreamConfig,
        #[item]
        #[map(|data, info| (data, CaptureInfo::new(&config, info)))]
        data_callback: D,
        #[error(fatal_if = |error| is_fatal(&error))] error_callback: E,
        timeout: Option<Duration>,
    ) -> Result<Self::Stream, Error>
    where
        T: SizedSample + Send + 'static,
        D: FnMut(&[T], &InputCallbackInfo) + Send + 'static,
        E: FnMut(Error) + Send + 'static;

    /// Captures samples of a format known at run time only, as bytes in the machine's own order.
    /// The units of `gap` and `position` are bytes, too.
    ///
    /// # Errors
    /// Those of [`DeviceTrait::build_input_stream_raw`], at once.
    #[asyncify(
        name = input_stream_raw,
        buffer = CaptureOptions::new().bytes(&config, sample_format)
    )]
    fn build_input_stream_raw<D, E>(
        &self,
        config: StreamConfig,
        sample_format: SampleFormat,
        #[item]
        #[map(|data, info| -> (&[u8], CaptureInfo) {
            (data.bytes(), CaptureInfo::new(&config, info))
        })]
        data_callback: D,
        #[error(fatal_if = |error| is_fatal(&error))] error_callback: E,
        timeout: Option<Duration>,
    ) -> Result<Self::Stream, Error>
    where
        D: FnMut(&Data, &InputCallbackInfo) + Send + 'static,
        E: FnMut(Error) + Send + 'static;
}

/// Playback for every cpal device, of whatever backend, custom ones included.
///
/// This is [`DeviceTrait`]'s own function, except that it returns a [`Playback`](crate::Playback)
/// instead of taking callbacks. The stream comes paused: start it with
/// [`StreamControl::play`](crate::StreamControl::play). A quarter of a second of sound may be written
/// ahead; [`PlaybackOptions`] has the same with a ring of another size. Where nothing was written,
/// the device gets the sample type's equilibrium.
#[asyncify(ext = PlaybackExt, feed)]
impl<X: DeviceTrait> X
where
    Self::Stream: Send + 'static,
{
    /// Plays samples of type `T` in a configuration that the device supports.
    ///
    /// `timeout` is how long the backend may take to open the device; not every backend heeds it.
    /// Write the samples of all channels at one moment together.
    ///
    /// ```no_run
    /// use asyncify_cpal::{PlaybackExt, StreamControl};
    /// use cpal::traits::{DeviceTrait, HostTrait};
    ///
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// let device = cpal::default_host().default_output_device().expect("a loudspeaker");
    /// let config = device.default_output_config()?.config();
    /// let mut playback = device.output_stream::<f32>(config, None)?;
    /// playback.write(&[0.1; 960]).await?;
    /// playback.play()?;
    /// playback.drain().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Those of [`DeviceTrait::build_output_stream`], at once. What ALSA's plug-in for PulseAudio
    /// reports while it gets going is passed over, for a second.
    #[asyncify(
        name = output_stream,
        buffer = PlaybackOptions::new().samples(&config),
        silence = T::EQUILIBRIUM
    )]
    fn build_output_stream<T, D, E>(
        &self,
        config: StreamConfig,
        #[item] data_callback: D,
        #[error(fatal_if = |error| is_fatal(&error))]
        #[shape(FnMut(Error), wrap = patient)]
        error_callback: E,
        timeout: Option<Duration>,
    ) -> Result<Self::Stream, Error>
    where
        T: SizedSample + Send + 'static,
        D: FnMut(&mut [T], &OutputCallbackInfo) + Send + 'static,
        E: FnMut(Error) + Send + 'static;
}
