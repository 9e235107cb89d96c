//! A microphone for machines without one: a device in software that plays a bundled recording, at
//! the pace of a real one, through cpal's own interface.
//!
//! The recording is synthetic: `recording.py` beside it makes it.

use std::io::Cursor;
use std::thread;
use std::time::{Duration, Instant};

use cpal::traits::HostTrait;
use cpal::{SampleFormat, SupportedBufferSize, SupportedStreamConfig};
use hound::WavReader;
use scripted_host::{Caller, ScriptedHost};

pub(crate) const NAME: &str = "embedded recording";

const RECORDING: &[u8] = include_bytes!("../recording.wav");
const PERIOD: Duration = Duration::from_millis(10);

/// The device. It plays the recording in a loop.
pub(crate) fn device() -> cpal::Device {
    let mut wav = WavReader::new(Cursor::new(RECORDING)).expect("the bundled file is a WAV file");
    let spec = wav.spec();
    let samples: Result<Vec<i16>, _> = wav.samples().collect();
    let samples = samples.expect("the bundled file holds 16-bit samples");
    let config = SupportedStreamConfig::new(
        spec.channels,
        spec.sample_rate,
        SupportedBufferSize::Unknown,
        SampleFormat::I16,
    );
    let period = spec.sample_rate as usize * PERIOD.as_millis() as usize / 1000;
    let host = ScriptedHost::new(NAME, config, move |caller| play(caller, &samples, period));
    host.into_cpal()
        .default_input_device()
        .expect("a scripted host has a device")
}

fn play(caller: &mut Caller, recording: &[i16], period: usize) {
    let mut samples = recording.iter().copied().cycle();
    let mut due = Instant::now();
    while caller.wait_until_playing() {
        // Against the clock rather than by a fixed pause, or the pace would fall behind.
        due += PERIOD;
        thread::sleep(due.saturating_duration_since(Instant::now()));
        let block: Vec<i16> = samples.by_ref().take(period).collect();
        caller.data(&block);
    }
}
