//! Devices that misbehave on purpose.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::time::Duration;

use cpal::traits::HostTrait;
use cpal::{SampleFormat, StreamConfig, SupportedBufferSize, SupportedStreamConfig};
use scripted_host::{Caller, Probe, ScriptedHost};

pub(crate) const MONO: StreamConfig = StreamConfig {
    channels: 1,
    sample_rate: 48_000,
    buffer_size: cpal::BufferSize::Default,
};

/// A 16-bit device that supports just this, reached through `cpal::Host` as any other.
pub(crate) fn microphone(
    config: StreamConfig,
    script: impl Fn(&mut Caller) + Send + Sync + 'static,
) -> (cpal::Device, Probe) {
    let (device, probe, _) = microphone_of(SampleFormat::I16, config, script);
    (device, probe)
}

/// The same with another sample format.
pub(crate) fn microphone_of(
    format: SampleFormat,
    config: StreamConfig,
    script: impl Fn(&mut Caller) + Send + Sync + 'static,
) -> (cpal::Device, Probe, SupportedStreamConfig) {
    let supported = supported(format, config);
    let host = ScriptedHost::new("scripted", supported, script);
    let probe = host.probe();
    let device = host
        .into_cpal()
        .default_input_device()
        .expect("a scripted host has a device");
    (device, probe, supported)
}

/// A loudspeaker that asks for samples of this format.
pub(crate) fn speaker_of(
    format: SampleFormat,
    config: StreamConfig,
    script: impl Fn(&mut Caller) + Send + Sync + 'static,
) -> (cpal::Device, Probe, SupportedStreamConfig) {
    let supported = supported(format, config);
    let host = ScriptedHost::speaker("scripted", supported, script);
    let probe = host.probe();
    let device = host
        .into_cpal()
        .default_output_device()
        .expect("a scripted host has a device");
    (device, probe, supported)
}

fn supported(format: SampleFormat, config: StreamConfig) -> SupportedStreamConfig {
    SupportedStreamConfig::new(
        config.channels,
        config.sample_rate,
        SupportedBufferSize::Unknown,
        format,
    )
}

/// Runs a future to its end, but not for ever.
///
/// # Panics
/// After a minute.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let limited = async { tokio::time::timeout(Duration::from_secs(60), future).await };
    runtime
        .block_on(limited)
        .expect("what the future waits for comes within a minute")
}

/// Samples that tell their own place: `from`, `from + 1`, ...
pub(crate) fn counting(from: usize, len: usize) -> Vec<i16> {
    (from..from + len).map(|place| place as i16).collect()
}
