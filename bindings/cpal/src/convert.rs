//! Any sample format in, `f32` out.

use asyncify::asyncify;
use cpal::traits::DeviceTrait;
use cpal::{
    Error, ErrorKind, FromSample, I24, Sample, SampleFormat, SizedSample, StreamConfig,
    SupportedStreamConfig, U24,
};

use crate::{Capture, CaptureInfo, CaptureOptions, is_fatal};

pub(crate) fn open<D>(
    options: CaptureOptions,
    device: &D,
    config: SupportedStreamConfig,
) -> Result<Capture<f32, D::Stream>, Error>
where
    D: DeviceTrait + ?Sized,
    D::Stream: Send + 'static,
{
    let open = match config.sample_format() {
        SampleFormat::I8 => converting::<i8, D>,
        SampleFormat::I16 => converting::<i16, D>,
        SampleFormat::I24 => converting::<I24, D>,
        SampleFormat::I32 => converting::<i32, D>,
        SampleFormat::I64 => converting::<i64, D>,
        SampleFormat::U8 => converting::<u8, D>,
        SampleFormat::U16 => converting::<u16, D>,
        SampleFormat::U24 => converting::<U24, D>,
        SampleFormat::U32 => converting::<u32, D>,
        SampleFormat::U64 => converting::<u64, D>,
        SampleFormat::F32 => return options.open(device, config.config()),
        SampleFormat::F64 => converting::<f64, D>,
        other => {
            let message = format!("samples of format {other} cannot be converted to f32");
            return Err(Error::with_message(ErrorKind::UnsupportedConfig, message));
        }
    };
    open(options, device, config.config())
}

/// In sampling moments: 43 ms at 48 kHz, which is more than most backends deliver at once.
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
    S: SizedSample + Send + 'static,
    f32: FromSample<S>,
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
                    *to = f32::from_sample(*from);
                }
                on_data(converted, info);
            }
        },
        on_error,
        options.open_timeout(),
    )
}
