//! What tests need that use the virtual devices of `cargo xtask test --audio`.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::io::Write;

/// Whether the microphones are there; says so if not, past the test harness, which would keep it.
pub(crate) fn is_there() -> bool {
    let there = std::env::var_os("ASYNCIFY_AUDIO").is_some();
    if !there {
        let test = std::thread::current().name().unwrap_or_default().to_owned();
        let _ = writeln!(
            std::io::stderr(),
            "{test}: skipped, `cargo xtask test --audio` runs it"
        );
    }
    there
}

/// The frequency of a clean tone in hertz: its rising zero crossings, counted between the first and
/// the last, which are placed between two samples.
pub(crate) fn frequency(samples: &[f32], rate: u32) -> f64 {
    let crossings: Vec<f64> = samples
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| pair[0] < 0.0 && pair[1] >= 0.0)
        .map(|(at, pair)| at as f64 + f64::from(pair[0] / (pair[0] - pair[1])))
        .collect();
    let (Some(first), Some(last)) = (crossings.first(), crossings.last()) else {
        return 0.0;
    };
    f64::from(rate) * (crossings.len() - 1) as f64 / (last - first)
}
