//! A level meter: one line that is redrawn in a terminal, a line per second anywhere else.

use std::io::{IsTerminal, Stdout, Write, stdout};
use std::mem;

use asyncify_cpal::CaptureInfo;
use terminal_size::{Width, terminal_size_of};

use crate::level::Level;

/// Of the bar, in columns.
const WIDTH: usize = 40;

pub(crate) struct Meter<W = Stdout> {
    out: W,
    terminal: bool,
    /// Samples per second, all channels together: time is told by the sound, not by the clock.
    second: usize,
    heard: usize,
    /// What the next line will show.
    level: Level,
}

impl Meter {
    pub(crate) fn new(info: CaptureInfo) -> Self {
        let second = info.sample_rate as usize * usize::from(info.channels);
        Self::with(stdout(), stdout().is_terminal(), second)
    }
}

impl<W: Write> Meter<W> {
    fn with(out: W, terminal: bool, second: usize) -> Self {
        Self {
            out,
            terminal,
            second,
            heard: 0,
            level: Level::default(),
        }
    }

    /// Interval by interval, wherever in a block one ends: devices deliver what they like.
    pub(crate) fn show(&mut self, samples: impl Iterator<Item = f32>) {
        let lines_per_second = if self.terminal { 15 } else { 1 };
        let interval = self.second / lines_per_second;
        for sample in samples {
            self.level.add(sample);
            self.heard += 1;
            if self.level.samples >= interval {
                self.draw();
            }
        }
    }

    /// Shows what is left, unless it is too short to matter, and leaves the terminal's line.
    pub(crate) fn finish(mut self) {
        if self.level.samples >= self.second / 10 {
            self.draw();
        }
        if self.terminal {
            let _ = writeln!(self.out);
        }
    }

    /// A closed pipe or terminal is no reason to stop capturing.
    fn draw(&mut self) {
        let seconds = self.heard as f64 / self.second as f64;
        let level = mem::take(&mut self.level);
        let _ = if self.terminal {
            let columns = terminal_size_of(stdout()).map_or(80, |(Width(columns), _)| columns);
            let line = line(seconds, &level, columns.into());
            write!(self.out, "\r{line}\x1b[K").and_then(|()| self.out.flush())
        } else {
            writeln!(self.out, "{}", line(seconds, &level, usize::MAX))
        };
    }
}

/// Shorter than there are columns: some terminals wrap a line that fills the last one, and `^C` is to
/// fit behind it.
fn line(seconds: f64, level: &Level, columns: usize) -> String {
    const ENOUGH_FOR_ALL: usize = 60;
    let time = format!("{seconds:7.1} s");
    let mut values = level.mean().text();
    if columns >= ENOUGH_FOR_ALL {
        values += &format!("  peak {}", level.peak().text());
    }
    let room = columns.saturating_sub(3);
    let width = WIDTH.min(room.saturating_sub(time.len() + values.len() + 4));
    let full = (level.mean().share_of_scale() * width as f32).round() as usize;
    let bar = "█".repeat(full) + &"·".repeat(width - full);
    format!("{time}  {bar}  {values}")
        .chars()
        .take(room)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Level, Meter, line};

    const SECOND: usize = 48_000;

    /// The moments that a pipe is told of, with blocks that do not fit into a second.
    fn moments(length: usize) -> Vec<String> {
        let mut out = Vec::new();
        let mut meter = Meter::with(&mut out, false, SECOND);
        let mut sound = std::iter::repeat_n(0.5, length).peekable();
        while sound.peek().is_some() {
            meter.show(sound.by_ref().take(512));
        }
        meter.finish();
        let text = String::from_utf8(out).unwrap();
        let moment = |line: &str| line.split_once(" s").unwrap().0.trim().to_owned();
        text.lines().map(moment).collect()
    }

    #[test]
    fn every_second_is_told_whatever_the_period() {
        assert_eq!(moments(3 * SECOND), ["1.0", "2.0", "3.0"]);
    }

    #[test]
    fn a_last_part_of_a_second_is_told_too() {
        assert_eq!(moments(SECOND * 5 / 2), ["1.0", "2.0", "2.5"]);
        assert_eq!(moments(SECOND + 1), ["1.0"]);
    }

    #[test]
    fn a_line_and_ctrl_c_do_not_reach_the_last_column() {
        let mut level = Level::default();
        level.add(1.0);
        for columns in 0..120 {
            let line = line(3600.0, &level, columns);
            assert!(line.chars().count() <= columns.saturating_sub(3), "{line}");
            assert_eq!(line.contains('█'), columns >= 25, "{line}");
            assert_eq!(line.contains("peak"), columns >= 60, "{line}");
        }
    }
}
