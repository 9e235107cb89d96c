//! A microphone, which is opened again if it goes away.

use std::time::{Duration, Instant};

use asyncify::{FrameStream, asyncify};
use asyncify_cpal::{Severity, severity};
use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use cpal::{
    BufferSize, Device, Error, ErrorKind, FromSample, Sample, SampleFormat, SizedSample, Stream,
    StreamConfig, SupportedBufferSize, SupportedStreamConfig, SupportedStreamConfigRange,
};
use futures::{StreamExt, stream};
use tokio::time::timeout;

use super::{Block, Format, Source};
use crate::backoff::Backoff;
use crate::failure::Failure;
use crate::say;

/// How long a microphone may be silent before it counts as gone: some backends never tell.
const PATIENCE: Duration = Duration::from_secs(2);

/// How much sound a block brings, if the device leaves the choice.
const BLOCK: Duration = Duration::from_millis(10);

type Capture = FrameStream<i16, Instant, Stream, Result<asyncify::Frame<i16, Instant>, Error>>;

/// How the device is opened: the same way each time, as all that is sent has one format.
#[derive(Clone)]
struct Opening {
    name: Option<String>,
    supported: SupportedStreamConfig,
    config: StreamConfig,
}

struct Microphone {
    opening: Opening,
    capture: Capture,
    /// When there was sound last.
    heard: Instant,
}

pub(super) async fn open(name: Option<String>) -> Result<Source, Failure> {
    let (title, opening, capture) = asyncify::blocking(|| quietly(|| find(name))).await?;
    let format = Format {
        rate: opening.config.sample_rate,
        channels: opening.config.channels,
    };
    let microphone = Microphone {
        capture,
        opening,
        heard: Instant::now(),
    };
    let blocks = stream::unfold(microphone, |mut microphone| async {
        let block = microphone.next().await;
        Some((block, microphone))
    });
    Ok(Source {
        name: title,
        format,
        blocks: blocks.boxed(),
    })
}

/// ALSA writes about every device that is not there, and what matters of it comes as an error, too.
/// Without its handler, which is a thread's own, there is just more to read.
fn quietly<T>(open: impl FnOnce() -> T) -> T {
    #[cfg(target_os = "linux")]
    let _silenced = alsa::Output::local_error_handler();
    open()
}

/// Opens the device of that name or id, or the default one. Tells what it is called, and how to do it
/// again.
fn find(name: Option<String>) -> Result<(String, Opening, Capture), Failure> {
    let device = device(name.as_deref())?;
    let supported = config(&device)?;
    let mut config = supported.config();
    if let SupportedBufferSize::Range { min, max } = *supported.buffer_size() {
        let wanted = (f64::from(config.sample_rate) * BLOCK.as_secs_f64()) as u32;
        config.buffer_size = BufferSize::Fixed(wanted.clamp(min, max));
    }
    let opening = Opening {
        name,
        supported,
        config,
    };
    let capture = opening.start(&device)?;
    Ok((device.to_string(), opening, capture))
}

/// The device's default, but with one channel if it can: voices need no more.
fn config(device: &Device) -> Result<SupportedStreamConfig, Error> {
    let default = device.default_input_config()?;
    let alike = |range: &SupportedStreamConfigRange| {
        range.channels() == 1 && range.sample_format() == default.sample_format()
    };
    let mut mono = device.supported_input_configs()?.filter(alike);
    let mono = mono.find_map(|range| range.try_with_sample_rate(default.sample_rate()));
    Ok(mono.unwrap_or(default))
}

fn device(name: Option<&str>) -> Result<Device, Failure> {
    let host = cpal::default_host();
    let Some(name) = name else {
        let none = || Failure::UnknownDevice("there is no microphone".to_owned());
        return host.default_input_device().ok_or_else(none);
    };
    let is_it =
        |device: &Device| device.to_string() == name || device.id().is_ok_and(|id| id.id() == name);
    host.input_devices()?
        .find(is_it)
        .ok_or_else(|| Failure::UnknownDevice(format!("`{name}`")))
}

impl Opening {
    fn start(&self, device: &Device) -> Result<Capture, Error> {
        let capture = match self.supported.sample_format() {
            SampleFormat::I16 => listen::<i16>(device, self.config)?,
            SampleFormat::I32 => listen::<i32>(device, self.config)?,
            SampleFormat::U8 => listen::<u8>(device, self.config)?,
            SampleFormat::F32 => listen::<f32>(device, self.config)?,
            other => {
                let why = format!("{other} cannot be converted to 16 bits");
                return Err(Error::with_message(ErrorKind::UnsupportedConfig, why));
            }
        };
        capture.handle().play()?;
        Ok(capture)
    }

    fn again(&self) -> Result<Capture, Failure> {
        Ok(self.start(&device(self.name.as_deref())?)?)
    }
}

/// The device's sound as 16-bit samples, each block with the time when it came.
///
/// Its callback wakes the task itself, since what this program is about is that nothing waits.
#[asyncify(frames, wake = direct, buffer = 2 * config.sample_rate as usize * usize::from(config.channels))]
fn listen<S>(
    device: &Device,
    config: StreamConfig,
    #[item] mut on_block: impl FnMut(&[i16], Instant) + Send + 'static,
    #[error(fatal_if = |error| severity(&error) == Severity::Fatal)] on_error: impl FnMut(Error)
    + Send
    + 'static,
) -> Result<Stream, Error>
where
    S: SizedSample + Send + 'static,
    i16: FromSample<S>,
{
    /// In samples: what is converted at once, without asking for memory.
    const PART: usize = 1024;
    let mut converted = [0; PART];
    device.build_input_stream(
        config,
        move |data: &[S], _| {
            let captured = Instant::now();
            for part in data.chunks(PART) {
                let converted = &mut converted[..part.len()];
                for (to, from) in converted.iter_mut().zip(part) {
                    *to = i16::from_sample(*from);
                }
                on_block(converted, captured);
            }
        },
        on_error,
        None,
    )
}

impl Microphone {
    async fn next(&mut self) -> Block {
        loop {
            let gone = match timeout(PATIENCE, self.capture.next()).await {
                Ok(Some(Ok(frame))) => {
                    self.heard = *frame.info();
                    return block(frame, 0);
                }
                Ok(Some(Err(warning))) if severity(&warning) == Severity::Warning => {
                    say::note(format_args!("microphone: {warning}"));
                    continue;
                }
                Ok(Some(Err(error))) => error.to_string(),
                Ok(None) => "it has ended".to_owned(),
                Err(_) => format!("it brought nothing for {PATIENCE:?}"),
            };
            say::note(format_args!("microphone gone: {gone}"));
            return self.reopen().await;
        }
    }

    /// Tries until there is sound again. What was missed since there was any is a gap.
    async fn reopen(&mut self) -> Block {
        self.capture.close().await;
        let mut backoff = Backoff::new();
        loop {
            backoff.wait().await;
            let opening = self.opening.clone();
            let Ok(capture) = asyncify::blocking(|| quietly(move || opening.again())).await else {
                continue;
            };
            self.capture = capture;
            if let Ok(Some(Ok(frame))) = timeout(PATIENCE, self.capture.next()).await {
                say::note("microphone back");
                let missed = frame.info().duration_since(self.heard).as_secs_f64();
                let config = &self.opening.config;
                let moments = (missed * f64::from(config.sample_rate)) as u64;
                self.heard = *frame.info();
                let came = frame.len() as u64 / u64::from(config.channels);
                return block(
                    frame,
                    moments.saturating_sub(came) * u64::from(config.channels),
                );
            }
            self.capture.close().await;
        }
    }
}

fn block(frame: asyncify::Frame<i16, Instant>, missed: u64) -> Block {
    let gap = frame.gap() + missed;
    let (samples, captured) = frame.into_parts();
    Block {
        samples,
        gap,
        captured,
    }
}
