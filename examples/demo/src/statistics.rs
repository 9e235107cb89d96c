//! What is counted and timed on the way.

use std::time::Duration;

use asyncify_cpal::{CaptureInfo, Frame};
use cpal::StreamInstant;

#[derive(Debug)]
pub(crate) struct Statistics {
    info: CaptureInfo,
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
        let callback = frame.info().callback;
        self.frames += 1;
        self.gaps += u64::from(frame.gap() > 0);
        self.lost += frame.gap();
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

    use super::Durations;

    #[test]
    fn percentiles_are_measured_values() {
        let durations = Durations((1..=100).rev().map(Duration::from_millis).collect());
        assert_eq!(durations.percentile(0.50), Some(Duration::from_millis(50)));
        assert_eq!(durations.percentile(0.99), Some(Duration::from_millis(99)));
        assert_eq!(Durations::default().percentile(0.5), None);
    }
}
