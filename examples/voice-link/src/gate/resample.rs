//! What a detector of voice takes: one channel of 16,000 samples a second.

use crate::audio::Format;

const RATE: u32 = 16_000;

/// Makes each sample the mean of the sound in its time, all channels together. What that lets through
/// of frequencies above half the rate is little enough for telling voice from noise.
pub(super) struct Resampler {
    channels: usize,
    /// How long a sample is that comes, and one that goes, in a unit that makes both whole numbers.
    step: u32,
    window: u32,
    /// How much of the current one is filled, and with what.
    filled: u32,
    sum: i64,
}

impl Resampler {
    pub(super) fn new(format: Format) -> Self {
        Self {
            channels: usize::from(format.channels),
            step: RATE,
            window: format.rate,
            filled: 0,
            sum: 0,
        }
    }

    pub(super) fn push(&mut self, interleaved: &[i16], mut to: impl FnMut(i16)) {
        for moment in interleaved.chunks_exact(self.channels) {
            let sum: i64 = moment.iter().copied().map(i64::from).sum();
            let mean = sum / self.channels as i64;
            let mut left = self.step;
            while left > 0 {
                let part = left.min(self.window - self.filled);
                self.filled += part;
                self.sum += mean * i64::from(part);
                left -= part;
                if self.filled == self.window {
                    to((self.sum / i64::from(self.window)) as i16);
                    (self.filled, self.sum) = (0, 0);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, Resampler};

    fn resampled(rate: u32, channels: u16, samples: &[i16]) -> Vec<i16> {
        let mut out = Vec::new();
        Resampler::new(Format { rate, channels }).push(samples, |sample| out.push(sample));
        out
    }

    #[test]
    fn the_right_rate_passes_as_it_is() {
        assert_eq!(resampled(16_000, 1, &[1, -2, 30_000]), [1, -2, 30_000]);
    }

    #[test]
    fn higher_rates_are_averaged() {
        assert_eq!(resampled(48_000, 1, &[1, 2, 3, -3, -6, -9]), [2, -6]);
        assert_eq!(resampled(24_000, 1, &[30, 60, 90]), [40, 80]);
    }

    #[test]
    fn lower_rates_are_repeated_and_channels_mixed() {
        assert_eq!(resampled(8_000, 2, &[1, 3, -5, -7]), [2, 2, -6, -6]);
    }
}
