//! Any sample format of a device, `f32` for the program.

use asyncify::asyncify;
use cpal::traits::DeviceTrait;
use cpal::{
    Error, ErrorKind, FromSample, I24, Sample, SampleFormat, SizedSample, StreamConfig,
    SupportedStreamConfig, U24,
};

use crate::patience::patient;
use crate::{Capture, CaptureInfo, CaptureOptions, Playback, PlaybackOptions, is_fatal};

/// What a device delivers, as `f32`.
trait Level: SizedSample {
    fn level(self) -> f32;
}

macro_rules! levels {
    ($($sample:ty)*) => {$(
        impl Level for $sample {
            fn level(self) -> f32 {
                f32::from_sample(self)
            }
        }
    )*};
}

levels!(i8 i16 i32 i64 u8 u16 u32 u64 f64);

/// Of the four bytes ALSA fills three: some devices leave zero in the highest, whatever the sign.
impl Level for I24 {
    fn level(self) -> f32 {
        f32::from_sample(Self::new_unchecked(self.inner() << 8 >> 8))
    }
}

impl Level for U24 {
    fn level(self) -> f32 {
        f32::from_sample(Self::new_unchecked(self.inner() & 0xFF_FFFF))
    }
}

/// The function for the samples of a format that is known at run time.
macro_rules! with_format {
    ($format:expr, $function:ident, $device:ident) => {
        match $format {
            SampleFormat::I8 => $function::<i8, $device>,
            SampleFormat::I16 => $function::<i16, $device>,
            SampleFormat::I24 => $function::<I24, $device>,
            SampleFormat::I32 => $function::<i32, $device>,
            SampleFormat::I64 => $function::<i64, $device>,
            SampleFormat::U8 => $function::<u8, $device>,
            SampleFormat::U16 => $function::<u16, $device>,
            SampleFormat::U24 => $function::<U24, $device>,
            SampleFormat::U32 => $function::<u32, $device>,
            SampleFormat::U64 => $function::<u64, $device>,
            SampleFormat::F64 => $function::<f64, $device>,
            other => {
                let message = format!("samples of format {other} cannot be converted to f32");
                return Err(Error::with_message(ErrorKind::UnsupportedConfig, message));
            }
        }
    };
}

pub(crate) fn open<D>(
    options: CaptureOptions,
    device: &D,
    config: SupportedStreamConfig,
) -> Result<Capture<f32, D::Stream>, Error>
where
    D: DeviceTrait + ?Sized,
    D::Stream: Send + 'static,
{
    if config.sample_format() == SampleFormat::F32 {
        return options.open(device, config.config());
    }
    let open = with_format!(config.sample_format(), converting, D);
    open(options, device, config.config())
}

pub(crate) fn play<D>(
    options: PlaybackOptions,
    device: &D,
    config: SupportedStreamConfig,
) -> Result<Playback<f32, D::Stream>, Error>
where
    D: DeviceTrait + ?Sized,
    D::Stream: Send + 'static,
{
    if config.sample_format() == SampleFormat::F32 {
        return options.open(device, config.config());
    }
    let play = with_format!(config.sample_format(), converting_back, D);
    play(options, device, config.config())
}

/// In sampling moments: 43 ms at 48 kHz, which is more than most backends deliver or ask for at once.
const AT_ONCE: usize = 2048;

#[asyncify(frames, buffer = options.samples(&config))]
fn converting<S, D>(
    options: CaptureOptions,
    device: &D,
    config: StreamConfig,
    #[item] mut on_data: impl FnMut(&[f32], CaptureInfo) + Send + 'static,
    #[error(fatal_if = |error| is_fatal(&error))] on_error: impl FnMut(Error) + Send + 'static,
) -> Result<D::Stream, Error>
where
    S: Level + Send + 'static,
    D: DeviceTrait + ?Sized,
    D::Stream: Send + 'static,
{
    let mut converted = vec![0.0; AT_ONCE * usize::from(config.channels).max(1)];
    device.build_input_stream(
        config,
        move |data: &[S], info| {
            let info = CaptureInfo::new(&config, info);
            for samples in data.chunks(converted.len()) {
                let converted = &mut converted[..samples.len()];
                for (to, from) in converted.iter_mut().zip(samples) {
                    *to = from.level();
                }
                on_data(converted, info);
            }
        },
        on_error,
        options.open_timeout(),
    )
}

#[asyncify(feed, buffer = options.samples(&config))]
fn converting_back<S, D>(
    options: PlaybackOptions,
    device: &D,
    config: StreamConfig,
    #[item] mut fill: impl FnMut(&mut [f32]) + Send + 'static,
    #[error(fatal_if = |error| is_fatal(&error))] on_error: impl FnMut(Error) + Send + 'static,
) -> Result<D::Stream, Error>
where
    S: SizedSample + FromSample<f32> + Send + 'static,
    D: DeviceTrait + ?Sized,
    D::Stream: Send + 'static,
{
    let mut written = vec![0.0; AT_ONCE * usize::from(config.channels).max(1)];
    device.build_output_stream(
        config,
        move |data: &mut [S], _| {
            for samples in data.chunks_mut(written.len()) {
                let written = &mut written[..samples.len()];
                fill(written);
                for (to, from) in samples.iter_mut().zip(written) {
                    *to = S::from_sample(*from);
                }
            }
        },
        patient(on_error),
        options.open_timeout(),
    )
}
