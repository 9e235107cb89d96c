//! The closing table.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use cpal::SupportedStreamConfig;

use crate::statistics::{Durations, Statistics};

pub(crate) struct Report {
    pub(crate) device: String,
    pub(crate) config: SupportedStreamConfig,
    pub(crate) file: PathBuf,
    pub(crate) statistics: Statistics,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            device,
            config,
            file,
            statistics,
        } = self;
        let (format, rate) = (config.sample_format(), config.sample_rate());
        let channels = match config.channels() {
            1 => "1 channel".to_owned(),
            several => format!("{several} channels"),
        };
        writeln!(f, "device           {device}")?;
        writeln!(f, "format           {format}, {channels}, {rate} Hz")?;
        writeln!(f, "file             {}", file.display())?;
        writeln!(f, "seconds          {:.3}", statistics.seconds())?;
        writeln!(
            f,
            "frames           {} (one per callback)",
            statistics.frames
        )?;
        writeln!(
            f,
            "gaps             {} ({} samples)",
            statistics.gaps, statistics.lost
        )?;
        if let Some(warning) = &statistics.last_warning {
            writeln!(
                f,
                "warnings         {}, the last: {warning}",
                statistics.warnings
            )?;
        }
        writeln!(f, "callback period  {}", Percentiles(&statistics.period))?;
        write!(f, "hand-off latency {}", Percentiles(&statistics.hand_off))
    }
}

struct Percentiles<'a>(&'a Durations);

impl fmt::Display for Percentiles<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.percentile(0.50), self.0.percentile(0.99)) {
            (Some(p50), Some(p99)) => {
                write!(
                    f,
                    "p50 {:.3} ms, p99 {:.3} ms",
                    milliseconds(p50),
                    milliseconds(p99)
                )
            }
            _ => f.write_str("not measured"),
        }
    }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
