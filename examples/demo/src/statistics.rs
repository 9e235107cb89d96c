//! What is counted and timed on the way.

use std::time::Duration;

use asyncify_cpal::{CaptureInfo, Frame};
use cpal::StreamInstant;

#[derive(Debug)]
pub(crate) struct Statistics {
    info: CaptureInfo,
    /// One per callback that got through.
    pub(crate) frames: u64,
    pub(crate) gaps: u64,
    /// Samples lost in the gaps.
    pub(crate) lost: u64,
    samples: usize,
    /// From one callback to the next.
    pub(crate) period: Durations,
    /// From the callback to the reader.
    pub(crate) hand_off: Durations,
    pub(crate) warnings: u64,
    pub(crate) last_warning: Option<cpal::Error>,
    last_callback: Option<StreamInstant>,
}

impl Statistics {
    pub(crate) fn new(info: CaptureInfo) -> Self {
        Self {
            info,
            frames: 0,
            gaps: 0,
            lost: 0,
            samples: 0,
            period: Durations::default(),
            hand_off: Durations::default(),
            warnings: 0,
            last_warning: None,
            last_callback: None,
        }
    }

    pub(crate) fn frame(&mut self, frame: &Frame<f32, CaptureInfo>, received: StreamInstant) {
        self.gaps += u64::from(frame.gap() > 0);
        self.lost += frame.gap();
        // No callback made it: it stands for a loss at the end.
        if frame.is_empty() {
            return;
        }
        let callback = frame.info().callback;
        self.frames += 1;
        self.hand_off
            .0
            .push(received.saturating_duration_since(callback));
        if let Some(last) = self.last_callback.replace(callback) {
            self.period.0.push(callback.saturating_duration_since(last));
        }
    }

    pub(crate) fn written(&mut self, samples: usize) {
        self.samples += samples;
    }

    pub(crate) fn warning(&mut self, warning: cpal::Error) {
        self.warnings += 1;
        self.last_warning = Some(warning);
    }

    /// Of sound, as written.
    pub(crate) fn seconds(&self) -> f64 {
        let moments = self.samples / usize::from(self.info.channels);
        moments as f64 / f64::from(self.info.sample_rate)
    }
}

/// A set of measured durations.
#[derive(Debug, Default)]
pub(crate) struct Durations(Vec<Duration>);

impl Durations {
    /// The value that this share of all do not exceed; none if nothing was measured.
    pub(crate) fn percentile(&self, share: f64) -> Option<Duration> {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (share * sorted.len() as f64).ceil() as usize;
        sorted.get(rank.max(1) - 1).copied()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use asyncify_cpal::{CaptureControl, CaptureOptions};
    use cpal::traits::HostTrait;
    use cpal::{SampleFormat, SupportedBufferSize, SupportedStreamConfig};
    use futures::StreamExt;
    use scripted_host::ScriptedHost;

    use super::{Durations, Statistics};

    #[tokio::test]
    async fn a_loss_at_the_end_is_a_gap_but_no_callback() {
        let any = SupportedBufferSize::Unknown;
        let config = SupportedStreamConfig::new(1, 8000, any, SampleFormat::F32);
        let (delivered, was_delivered) = std::sync::mpsc::channel();
        let host = ScriptedHost::new("flooding", config, move |caller| {
            caller.wait_until_playing();
            // There is room for a second; nobody reads yet.
            caller.data(&[0.5_f32; 8000]);
            caller.data(&[0.5_f32; 300]);
            delivered.send(()).unwrap();
        });
        let device = host.into_cpal().default_input_device().unwrap();
        let options = CaptureOptions::new().ring(Duration::from_secs(1));
        let mut capture = options.open_f32(&device, config).unwrap();
        capture.play().unwrap();
        was_delivered.recv().unwrap();

        let frames: Vec<_> = capture.by_ref().map(Result::unwrap).collect().await;
        assert_eq!(frames.len(), 2);
        let mut statistics = Statistics::new(*frames[0].info());
        for frame in &frames {
            statistics.frame(frame, frame.info().callback);
        }
        assert_eq!(
            (statistics.frames, statistics.gaps, statistics.lost),
            (1, 1, 300)
        );
        assert_eq!(statistics.hand_off.0.len(), 1);
        assert_eq!(statistics.period.percentile(0.5), None);
    }

    #[test]
    fn percentiles_are_measured_values() {
        let durations = Durations((1..=100).rev().map(Duration::from_millis).collect());
        assert_eq!(durations.percentile(0.50), Some(Duration::from_millis(50)));
        assert_eq!(durations.percentile(0.99), Some(Duration::from_millis(99)));
        assert_eq!(Durations::default().percentile(0.5), None);
    }
}
