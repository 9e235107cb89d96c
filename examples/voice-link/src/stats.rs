//! The figures at the end.

use std::fmt;
use std::time::Duration;

use hdrhistogram::Histogram;
use serde::{Serialize, Serializer};

/// What is counted and timed of a link.
#[derive(Serialize)]
pub(crate) struct Stats {
    /// Of sound.
    pub(crate) seconds: f64,
    pub(crate) captured: u64,
    pub(crate) sent: u64,
    pub(crate) withheld: u64,
    pub(crate) lost: u64,
    /// From the callback to the socket.
    #[serde(rename = "out_us")]
    pub(crate) out: Times,
    pub(crate) messages: u64,
    /// From the sender of a message to its handler.
    #[serde(rename = "in_us")]
    pub(crate) inward: Times,
    pub(crate) malformed: u64,
    pub(crate) reconnects: u64,
    pub(crate) load: u32,
}

impl Stats {
    pub(crate) fn new(load: u32) -> Self {
        Self {
            seconds: 0.0,
            captured: 0,
            sent: 0,
            withheld: 0,
            lost: 0,
            out: Times::new(),
            messages: 0,
            inward: Times::new(),
            malformed: 0,
            reconnects: 0,
            load,
        }
    }
}

impl fmt::Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            seconds,
            captured,
            sent,
            withheld,
            lost,
            ..
        } = self;
        writeln!(
            f,
            "sound               {seconds:.2} s, {captured} frames of 20 ms"
        )?;
        writeln!(
            f,
            "frames              {sent} sent, {withheld} withheld, {lost} lost"
        )?;
        writeln!(f, "callback to socket  {}", self.out)?;
        writeln!(
            f,
            "messages            {}, {} malformed",
            self.messages, self.malformed
        )?;
        writeln!(f, "message to handler  {}", self.inward)?;
        write!(f, "reconnects          {}", self.reconnects)
    }
}

/// A minute, in nanoseconds: what takes longer counts as that.
const LONGEST: u64 = 60_000_000_000;

/// Measured times.
pub(crate) struct Times(Histogram<u64>);

impl Times {
    fn new() -> Self {
        Self(Histogram::new_with_bounds(1, LONGEST, 3).expect("the bounds are in order"))
    }

    pub(crate) fn add(&mut self, time: Duration) {
        let nanos = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.0.saturating_record(nanos);
    }

    /// In microseconds: the value that this share of all do not exceed.
    fn quantile(&self, share: f64) -> Option<f64> {
        (!self.0.is_empty()).then(|| micros(self.0.value_at_quantile(share)))
    }

    fn max(&self) -> Option<f64> {
        (!self.0.is_empty()).then(|| micros(self.0.max()))
    }
}

/// To a tenth: what is finer differs from run to run.
fn micros(nanos: u64) -> f64 {
    (nanos as f64 / 100.0).round() / 10.0
}

impl Serialize for Times {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Figures {
            count: u64,
            p50: Option<f64>,
            p99: Option<f64>,
            max: Option<f64>,
        }
        let figures = Figures {
            count: self.0.len(),
            p50: self.quantile(0.50),
            p99: self.quantile(0.99),
            max: self.max(),
        };
        figures.serialize(serializer)
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.quantile(0.50), self.quantile(0.99), self.max()) {
            (Some(p50), Some(p99), Some(max)) => {
                write!(f, "p50 {p50:.1} µs, p99 {p99:.1} µs, at most {max:.1} µs")
            }
            _ => f.write_str("not measured"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Stats, Times};

    #[test]
    fn quantiles_are_measured_values() {
        let mut times = Times::new();
        assert_eq!(times.to_string(), "not measured");
        for micros in (1..=100).rev() {
            times.add(Duration::from_micros(micros));
        }
        let text = "p50 50.0 µs, p99 99.0 µs, at most 100.0 µs";
        assert_eq!(times.to_string(), text);
    }

    #[test]
    fn programs_get_null_for_what_was_not_measured() {
        let json = serde_json::to_value(Stats::new(3)).unwrap();
        assert_eq!(json["load"], 3);
        assert_eq!(json["out_us"]["count"], 0);
        assert!(json["in_us"]["p99"].is_null());
    }
}
