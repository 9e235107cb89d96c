//! Starting and pausing.

use cpal::traits::StreamTrait;
use cpal::{Error, ErrorKind};

use crate::{Capture, Playback};

/// Starting and pausing a capture or a playback. It also goes by the name of `CaptureControl`.
///
/// ```no_run
/// use asyncify_cpal::{CaptureExt, StreamControl};
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
pub trait StreamControl {
    /// Starts or resumes the stream. cpal builds every stream paused.
    ///
    /// # Errors
    /// Those of [`StreamTrait::play`], and `StreamInvalidated` after `close`.
    fn play(&self) -> Result<(), Error>;

    /// Pauses the stream. What was captured before still arrives; what was written to be played
    /// waits.
    ///
    /// # Errors
    /// Those of [`StreamTrait::pause`], among them `UnsupportedOperation`: not every device can.
    /// `StreamInvalidated` after `close`.
    fn pause(&self) -> Result<(), Error>;
}

impl<T: Copy, I, S: StreamTrait> StreamControl for Capture<T, S, I> {
    fn play(&self) -> Result<(), Error> {
        open(self.try_handle())?.play()
    }

    fn pause(&self) -> Result<(), Error> {
        open(self.try_handle())?.pause()
    }
}

impl<T: Copy, S: StreamTrait> StreamControl for Playback<T, S> {
    fn play(&self) -> Result<(), Error> {
        open(self.try_handle())?.play()
    }

    fn pause(&self) -> Result<(), Error> {
        open(self.try_handle())?.pause()
    }
}

fn open<S>(stream: Option<&S>) -> Result<&S, Error> {
    stream.ok_or_else(|| Error::with_message(ErrorKind::StreamInvalidated, "the stream is closed"))
}
