//! The line that shows how it goes, in a terminal.

use crate::audio::Frame;
use crate::protocol::FRAMES_PER_SECOND;
use crate::say;

/// It is drawn anew every so many frames: five times a second.
const EVERY: u64 = 10;

/// In decibels, from one column of the meter to the next, and of its first.
const STEP: f32 = 3.0;
const QUIETEST: f32 = -60.0;

pub(super) struct Status {
    loudest: u16,
    connected: bool,
}

impl Status {
    /// Unless there is no terminal.
    pub(super) fn new() -> Option<Self> {
        say::has_status().then_some(Self {
            loudest: 0,
            connected: false,
        })
    }

    pub(super) fn set_connected(&mut self, connected: bool) {
        self.connected = connected;
    }

    pub(super) fn hear(&mut self, frame: &Frame, lost: u64) {
        let loudest = frame.samples.iter().map(|sample| sample.unsigned_abs());
        self.loudest = loudest.fold(self.loudest, u16::max);
        if frame.seq.is_multiple_of(EVERY) {
            let loudest = std::mem::take(&mut self.loudest);
            say::status(line(frame.seq, loudest, self.connected, lost));
        }
    }
}

fn line(seq: u64, loudest: u16, connected: bool, lost: u64) -> String {
    let seconds = seq as f64 / f64::from(FRAMES_PER_SECOND);
    let decibels = 20.0 * (f32::from(loudest) / 32_768.0).log10();
    let columns = (-QUIETEST / STEP) as usize;
    let filled = ((decibels - QUIETEST) / STEP).max(0.0) as usize;
    let bar = format!("{}{}", "█".repeat(filled), "·".repeat(columns - filled));
    let link = if connected {
        "connected"
    } else {
        "no connection"
    };
    format!("{seconds:7.1} s  {bar}  {link}, {lost} lost")
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn the_meter_stays_within_its_columns() {
        for (loudest, filled) in [(0, 0), (1, 0), (3277, 13), (32_767, 19), (32_768, 20)] {
            let line = line(50, loudest, true, 2);
            assert_eq!(line.matches('█').count(), filled, "{line}");
            assert_eq!(line.matches(['█', '·']).count(), 20);
            assert!(line.starts_with("    1.0 s") && line.ends_with("connected, 2 lost"));
        }
    }
}
