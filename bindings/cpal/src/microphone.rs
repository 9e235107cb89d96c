//! The shortest way to sound.

use cpal::traits::{DeviceTrait, HostTrait};
use cpal::{Error, ErrorKind};

use crate::{Capture, CaptureOptions, StreamControl};

/// Opens the default input device in its default configuration, as `f32`, and starts it.
///
/// ```no_run
/// use futures::StreamExt;
///
/// # async fn run() -> Result<(), cpal::Error> {
/// let mut mic = asyncify_cpal::microphone()?;
/// while let Some(frame) = mic.next().await {
///     let frame = frame?;
///     println!("{} channels, {} samples", frame.info().channels, frame.len());
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// `DeviceNotAvailable` if there is no input device, and what cpal says when it can be neither
/// opened nor started.
pub fn microphone() -> Result<Capture<f32, cpal::Stream>, Error> {
    let nothing = || Error::with_message(ErrorKind::DeviceNotAvailable, "there is no sound input");
    let device = cpal::default_host()
        .default_input_device()
        .ok_or_else(nothing)?;
    let capture = CaptureOptions::new().open_f32(&device, device.default_input_config()?)?;
    capture.play()?;
    Ok(capture)
}
