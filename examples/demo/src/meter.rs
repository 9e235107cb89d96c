//! A level meter: one line that is redrawn in a terminal, a line per second anywhere else.

use std::io::{IsTerminal, Write, stdout};

use asyncify_cpal::CaptureInfo;

use crate::say::say;

const WIDTH: usize = 40;
/// In decibels below full scale: what the left end of the bar stands for.
const FLOOR: f32 = 60.0;

pub(crate) struct Meter {
    info: CaptureInfo,
    terminal: bool,
    /// Samples from one update to the next: time is told by the sound, not by the clock.
    interval: usize,
    seen: usize,
    shown: usize,
    loudest: f32,
    squares: f64,
}

impl Meter {
    pub(crate) fn new(info: CaptureInfo) -> Self {
        let terminal = stdout().is_terminal();
        let second = info.sample_rate as usize * usize::from(info.channels);
        let interval = if terminal { second / 15 } else { second };
        Self {
            info,
            terminal,
            interval,
            seen: 0,
            shown: 0,
            loudest: 0.0,
            squares: 0.0,
        }
    }

    pub(crate) fn show(&mut self, samples: &[f32]) {
        for sample in samples {
            self.loudest = self.loudest.max(sample.abs());
            self.squares += f64::from(*sample).powi(2);
        }
        self.seen += samples.len();
        let since = self.seen - self.shown;
        if since < self.interval {
            return;
        }
        let level = decibels((self.squares / since as f64).sqrt() as f32);
        let line = self.line(level, decibels(self.loudest));
        if self.terminal {
            let mut out = stdout().lock();
            let _ = write!(out, "\r{line}\x1b[K").and_then(|()| out.flush());
        } else {
            say(line);
        }
        (self.shown, self.loudest, self.squares) = (self.seen, 0.0, 0.0);
    }

    /// Leaves the terminal's line.
    pub(crate) fn finish(self) {
        if self.terminal {
            say("");
        }
    }

    fn line(&self, level: f32, peak: f32) -> String {
        let moments = self.seen / usize::from(self.info.channels);
        let seconds = moments as f64 / f64::from(self.info.sample_rate);
        let full = ((level + FLOOR) / FLOOR * WIDTH as f32).round() as usize;
        let bar = "█".repeat(full) + &"·".repeat(WIDTH - full);
        format!("{seconds:7.1} s  {bar}  {level:5.1} dB  peak {peak:5.1} dB")
    }
}

/// Relative to full scale, and within what the bar can show.
fn decibels(amplitude: f32) -> f32 {
    (20.0 * amplitude.log10()).clamp(-FLOOR, 0.0)
}

#[cfg(test)]
mod tests {
    use super::{FLOOR, decibels};

    #[test]
    fn half_of_full_scale_is_six_decibels_down() {
        assert!((decibels(0.5) + 6.02).abs() < 0.01);
    }

    #[test]
    fn silence_and_clipping_stay_on_the_scale() {
        assert_eq!((decibels(0.0), decibels(2.0)), (-FLOOR, 0.0));
    }
}
