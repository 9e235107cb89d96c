//! The capture itself: frames from the stream into file, meter and statistics.

use std::path::Path;
use std::time::Duration;

use asyncify_cpal::{CaptureInfo, Frame, Severity, severity};
use cpal::StreamInstant;
use cpal::traits::StreamTrait;
use futures::StreamExt;
use tokio::time::{Instant, sleep};

use crate::failure::Failure;
use crate::listen::{self, Listening, PATIENCE};
use crate::meter::Meter;
use crate::report::Report;
use crate::statistics::Statistics;
use crate::wav::WavFile;

/// Captures until there is enough, Ctrl-C, or the end of the stream. The file is complete then, and
/// what there is to report is returned even if the device failed on the way, or the disk is full.
pub(crate) async fn record(
    listening: Listening,
    out: &Path,
    length: Duration,
    interrupt: impl Future<Output = ()>,
) -> Result<(Report, Option<Failure>), Failure> {
    let Listening { mut source, first } = listening;
    let info = *first.info();
    let mut recorder = Recorder::new(out, info, length)?;
    let mut interrupt = std::pin::pin!(interrupt);
    let mut silence = std::pin::pin!(sleep(PATIENCE));
    let mut failure = None;

    let mut item = Some(Ok(first));
    loop {
        match item {
            Some(Ok(frame)) => match recorder.take(&frame, source.capture.handle().now()) {
                Ok(true) => silence.as_mut().reset(Instant::now() + PATIENCE),
                enough => {
                    failure = enough.err();
                    break;
                }
            },
            Some(Err(warning)) if severity(&warning) == Severity::Warning => {
                recorder.statistics.warning(warning);
            }
            Some(Err(error)) => failure = Some(Failure::from(error)),
            None => {
                let ended = || Failure::Device("the stream ended".to_owned());
                failure.get_or_insert_with(ended);
                break;
            }
        }
        item = tokio::select! {
            biased;
            () = &mut interrupt => break,
            item = source.capture.next() => item,
            () = &mut silence => {
                let why = format!("{} fell silent for {PATIENCE:?}", source.name);
                failure = Some(Failure::Device(why));
                break;
            }
        };
    }
    recorder.meter.finish();
    listen::close(&mut source.capture).await;
    let report = Report {
        device: source.name,
        config: source.config,
        file: out.to_owned(),
        statistics: recorder.statistics,
    };
    Ok((report, failure))
}

struct Recorder {
    wav: WavFile,
    meter: Meter,
    statistics: Statistics,
    /// Samples still wanted, all channels together.
    wanted: usize,
}

impl Recorder {
    fn new(out: &Path, info: CaptureInfo, length: Duration) -> Result<Self, Failure> {
        let moments = (length.as_secs_f64() * f64::from(info.sample_rate)).round() as usize;
        Ok(Self {
            wav: WavFile::create(out, info.channels, info.sample_rate)?,
            meter: Meter::new(info),
            statistics: Statistics::new(info),
            wanted: moments * usize::from(info.channels),
        })
    }

    /// Returns whether more is wanted.
    fn take(
        &mut self,
        frame: &Frame<f32, CaptureInfo>,
        received: StreamInstant,
    ) -> Result<bool, Failure> {
        self.statistics.frame(frame, received);
        // Silence stands for what was lost, so that the rest stays in its place.
        let lost = usize::try_from(frame.gap())
            .unwrap_or(usize::MAX)
            .min(self.wanted);
        let kept = &frame[..frame.len().min(self.wanted - lost)];
        let samples = std::iter::repeat_n(0.0, lost).chain(kept.iter().copied());
        self.wav.write(samples.clone())?;
        self.meter.show(samples);
        self.wanted -= lost + kept.len();
        self.statistics.written(lost + kept.len());
        Ok(self.wanted > 0)
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::thread;
    use std::time::Duration;

    use cpal::traits::HostTrait;
    use cpal::{SampleFormat, SupportedBufferSize, SupportedStreamConfig};
    use scripted_host::{Caller, ScriptedHost};
    use tokio::time::timeout;

    use super::record;
    use crate::listen::listen_or_embedded;
    use crate::source::Source;

    const MINUTE: Duration = Duration::from_secs(60);

    /// What a capture leaves behind of a device that brings 480 samples, then does this.
    async fn left_by(name: &'static str, then: fn(&mut Caller)) {
        let any = SupportedBufferSize::Unknown;
        let config = SupportedStreamConfig::new(1, 48_000, any, SampleFormat::I16);
        let host = ScriptedHost::new(name, config, move |caller| {
            caller.wait_until_playing();
            caller.data(&[7_i16; 480]);
            then(caller);
        });
        let source = Source::new(host.into_cpal().default_input_device().unwrap());
        let listening = listen_or_embedded(|| Some(source), None).await.unwrap();
        let out = std::env::temp_dir().join(format!("{name}-{}.wav", std::process::id()));
        let hour = Duration::from_secs(3600);
        let recorded = timeout(MINUTE, record(listening, &out, hour, pending())).await;
        let samples = hound::WavReader::open(&out).unwrap().duration();
        std::fs::remove_file(&out).unwrap();
        let (_, failure) = recorded.expect("the capture ends").unwrap();
        assert!(failure.unwrap().why().contains("fell silent"));
        assert_eq!(samples, 480);
    }

    #[tokio::test]
    async fn a_device_that_falls_silent_ends_the_capture_and_keeps_what_came() {
        left_by("silent", |caller| caller.wait_until_dropped()).await;
    }

    #[tokio::test]
    async fn a_device_that_does_not_stop_either_is_left_to_itself() {
        left_by("stuck", |_| {
            loop {
                thread::park();
            }
        })
        .await;
    }
}
