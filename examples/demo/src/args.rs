//! The command line.

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

/// Capture a microphone into a WAV file, through a Stream.
///
/// Without a sound input, or if it cannot be opened within five seconds or delivers nothing within two,
/// a software device stands in: it plays an embedded recording of 2.5 s, repeated for as long as it
/// takes. Ctrl-C ends early, with all that was captured until then.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask demo", bin_name = "cargo xtask demo", after_help = crate::failure::EXIT_CODES)]
pub(crate) struct Args {
    /// How much to capture, in seconds of sound
    #[arg(long, value_name = "SECONDS", default_value = "5", allow_negative_numbers = true, value_parser = seconds)]
    pub(crate) seconds: Duration,

    /// The WAV file to write: 16-bit, rate and channels as the device has them
    #[arg(long, value_name = "FILE", default_value = "demo.wav")]
    pub(crate) out: PathBuf,

    /// The device: a name or an id of --list, or an unmistakable part of a name
    #[arg(long, value_name = "NAME")]
    pub(crate) device: Option<String>,

    /// Ask for another sample rate than the device's default, in hertz
    #[arg(long, value_name = "HZ")]
    pub(crate) rate: Option<u32>,

    /// List the input devices and leave
    #[arg(long)]
    pub(crate) list: bool,
}

fn seconds(text: &str) -> Result<Duration, String> {
    // A WAV file holds four gigabytes: an hour is far from that in any usual format.
    const LONGEST: f64 = 3600.0;
    let seconds: f64 = text.parse().map_err(|error| format!("{error}"))?;
    if seconds > 0.0 && seconds <= LONGEST {
        Ok(Duration::from_secs_f64(seconds))
    } else {
        Err(format!("must be greater than 0 and at most {LONGEST}"))
    }
}
