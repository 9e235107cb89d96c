//! How many samples a time is.

use std::time::Duration;

use cpal::StreamConfig;

/// Always a whole number of sampling moments: what is dropped, kept or missing then never shifts
/// the channels.
pub(crate) fn samples(time: Duration, config: &StreamConfig) -> usize {
    let moments = (time.as_secs_f64() * f64::from(config.sample_rate)).ceil();
    (moments as usize)
        .max(1)
        .saturating_mul(usize::from(config.channels).max(1))
}
