//! The shortest way to be heard.

use cpal::traits::{DeviceTrait, HostTrait};
use cpal::{Error, ErrorKind, StreamConfig};

use crate::{Playback, PlaybackOptions, StreamControl};

/// Opens the default output device in its default configuration, for `f32`, and starts it. What it
/// plays is silence until something is written.
///
/// The configuration tells how many channels to interleave, and the rate.
///
/// ```no_run
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let (mut speaker, config) = asyncify_cpal::speaker()?;
/// for moment in 0..config.sample_rate {
///     let time = moment as f32 / config.sample_rate as f32;
///     let sample = 0.2 * (440.0 * std::f32::consts::TAU * time).sin();
///     speaker.write(&vec![sample; config.channels.into()]).await?;
/// }
/// speaker.drain().await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// `DeviceNotAvailable` if there is no output device, and what cpal says when it can be neither
/// opened nor started.
pub fn speaker() -> Result<(Playback<f32, cpal::Stream>, StreamConfig), Error> {
    let nothing = || Error::with_message(ErrorKind::DeviceNotAvailable, "there is no sound output");
    let device = cpal::default_host()
        .default_output_device()
        .ok_or_else(nothing)?;
    let config = device.default_output_config()?;
    let playback = PlaybackOptions::new().open_f32(&device, config)?;
    playback.play()?;
    Ok((playback, config.config()))
}
