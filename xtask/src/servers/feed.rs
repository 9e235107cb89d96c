//! What a virtual microphone hears.

use std::f64::consts::TAU;
use std::path::Path;

use crate::process::Failure;

/// A mono sound that is played in a loop.
pub(crate) struct Feed {
    /// The microphone's name, for ALSA too.
    pub(crate) name: &'static str,
    /// In hertz.
    pub(crate) rate: u32,
    /// The sample format, as PulseAudio calls it.
    pub(crate) format: &'static str,
    /// One round, in that format.
    pub(crate) bytes: Vec<u8>,
}

impl Feed {
    /// A sine at half of full scale. One second of it: a whole number of hertz joins without a jump.
    pub(crate) fn tone(hertz: f64, rate: u32) -> Self {
        let sample = |index| 0.5 * (TAU * hertz * f64::from(index) / f64::from(rate)).sin();
        let bytes = (0..rate)
            .flat_map(|index| (sample(index) as f32).to_le_bytes())
            .collect();
        Self {
            name: "tone",
            rate,
            format: "float32le",
            bytes,
        }
    }

    /// 16-bit samples that count up, and go on after the last number with the first: each tells its
    /// place.
    pub(crate) fn counting(rate: u32) -> Self {
        let bytes = (i16::MIN..=i16::MAX).flat_map(i16::to_le_bytes).collect();
        Self {
            name: "counting",
            rate,
            format: "s16le",
            bytes,
        }
    }

    /// A 16-bit WAV file, sample for sample.
    pub(crate) fn recording(file: &Path) -> Result<Self, Failure> {
        let unreadable =
            |error| Failure::new(format_args!("cannot read {}: {error}", file.display()));
        let mut wav = hound::WavReader::open(file).map_err(unreadable)?;
        let rate = wav.spec().sample_rate;
        let samples: Result<Vec<i16>, _> = wav.samples().collect();
        let bytes = samples
            .map_err(unreadable)?
            .into_iter()
            .flat_map(i16::to_le_bytes)
            .collect();
        Ok(Self {
            name: "recording",
            rate,
            format: "s16le",
            bytes,
        })
    }
}
