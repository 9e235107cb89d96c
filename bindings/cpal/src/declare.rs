//! cpal's capturing functions, and how their callbacks become a stream.

use asyncify::{ErrorSender, FrameOptions, FrameWriter};
use cpal::traits::DeviceTrait;
use cpal::{Error, SampleFormat, SizedSample, StreamConfig};

use crate::{Capture, CaptureOptions, Severity, severity};

/// Capturing for every cpal device, of whatever backend, custom ones included.
///
/// The streams come paused: start them with [`CaptureControl::play`](crate::CaptureControl::play).
/// [`CaptureOptions`] has the same with a ring of another size.
pub trait CaptureExt: DeviceTrait {
    /// Captures samples of type `T` in a configuration that the device supports.
    ///
    /// # Errors
    /// Those of [`DeviceTrait::build_input_stream`], at once.
    ///
    /// # Panics
    /// In the reader, not on the audio thread: if the backend delivers another sample type.
    fn input_stream<T>(&self, config: StreamConfig) -> Result<Capture<T, Self::Stream>, Error>
    where
        T: SizedSample + Send + 'static,
        Self::Stream: Send + 'static,
    {
        CaptureOptions::new().open(self, config)
    }

    /// Captures samples of a format known at run time only, as bytes in the machine's own order.
    /// The units of `gap` and `position` are bytes, too.
    ///
    /// # Errors
    /// Those of [`DeviceTrait::build_input_stream_raw`], at once.
    fn input_stream_raw(
        &self,
        config: StreamConfig,
        sample_format: SampleFormat,
    ) -> Result<Capture<u8, Self::Stream>, Error>
    where
        Self::Stream: Send + 'static,
    {
        CaptureOptions::new().open_raw(self, config, sample_format)
    }
}

impl<D: DeviceTrait + ?Sized> CaptureExt for D {}

/// Lets `build` hand its two callbacks to cpal, and gives the stream of what they bring.
pub(crate) fn connect<T, I, S>(
    buffer: usize,
    build: impl FnOnce(FrameWriter<T, I>, ErrorSender<Error>) -> Result<S, Error>,
) -> Result<Capture<T, S, I>, Error>
where
    T: Copy + Send + 'static,
    I: Send + 'static,
    S: Send + 'static,
{
    let options = FrameOptions::new().buffer(buffer);
    let capture = asyncify::try_frames_with_errors(options, build)?;
    // A dead server makes ALSA report the same error hundreds of thousands of times a second.
    Ok(capture.coalesce_errors(|one, other| one == other))
}

/// What every error callback does.
pub(crate) fn report(errors: &ErrorSender<Error>, error: Error) {
    match severity(&error) {
        Severity::Warning => errors.fail(error),
        Severity::Fatal => errors.fail_fatal(error),
    }
}
