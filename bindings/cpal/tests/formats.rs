//! Every sample format, raw and converted.

mod host;

use asyncify_cpal::{CaptureExt, CaptureOptions};
use cpal::{ErrorKind, I24, Sample, SampleFormat, SizedSample, StreamConfig, U24};
use futures::StreamExt;

use host::{MONO, block_on, counting, microphone, microphone_of};

/// What arrives as `f32` when the device delivers these samples of its own format.
fn converted<T: SizedSample + Send + Sync + 'static>(samples: &[T]) -> Vec<f32> {
    let samples = samples.to_vec();
    let (device, _, supported) =
        microphone_of(T::FORMAT, MONO, move |caller| caller.data(&samples));
    let capture = CaptureOptions::new().open_f32(&device, supported).unwrap();
    let frames: Vec<_> = block_on(capture.map(Result::unwrap).collect());
    frames
        .iter()
        .flat_map(|frame| frame.iter().copied())
        .collect()
}

#[test]
fn every_format_is_converted_to_the_same_scale() {
    const EXPECTED: [f32; 3] = [0.0, 0.5, -0.5];
    fn check<T: SizedSample + cpal::FromSample<f32> + Send + Sync + 'static>() {
        let samples = EXPECTED.map(T::from_sample);
        assert_eq!(converted(&samples), EXPECTED, "{}", T::FORMAT);
    }
    check::<i8>();
    check::<i16>();
    check::<I24>();
    check::<i32>();
    check::<i64>();
    check::<u8>();
    check::<u16>();
    check::<U24>();
    check::<u32>();
    check::<u64>();
    check::<f32>();
    check::<f64>();
}

#[test]
fn the_highest_byte_of_24_bits_means_nothing() {
    let signed = [0xC0_0000, 0x40_0000, 0x55C0_0000].map(I24::new_unchecked);
    assert_eq!(converted(&signed), [-0.5, 0.5, -0.5]);
    let unsigned = [0x40_0000, 0x55C0_0000].map(U24::new_unchecked);
    assert_eq!(converted(&unsigned), [-0.5, 0.5]);
}

#[test]
fn periods_longer_than_the_converter_lose_nothing() {
    let samples = counting(0, 10_000);
    let expected: Vec<f32> = samples.iter().map(|sample| sample.to_sample()).collect();
    assert_eq!(converted(&samples), expected);
}

#[test]
fn a_format_without_amplitude_is_refused() {
    let (device, _, supported) = microphone_of(SampleFormat::DsdU8, MONO, |_| {});
    let error = CaptureOptions::new()
        .open_f32(&device, supported)
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnsupportedConfig);
}

#[test]
fn raw_capture_brings_the_device_s_own_bytes() {
    let samples = [1.5_f64, -0.25];
    let (device, ..) = microphone_of(SampleFormat::F64, MONO, move |caller| caller.data(&samples));
    let mut capture = device
        .input_stream_raw(MONO, SampleFormat::F64, None)
        .unwrap();
    let frame = block_on(capture.next()).unwrap().unwrap();
    assert_eq!(*frame, samples.map(f64::to_ne_bytes).concat());
    assert_eq!(
        (frame.info().channels, frame.info().sample_rate),
        (1, 48_000)
    );
}

#[test]
fn the_raw_ring_holds_two_seconds_in_bytes() {
    let second = MONO.sample_rate as usize;
    let (device, probe) = microphone(MONO, move |caller| {
        for _ in 0..3 {
            caller.data(&counting(0, second));
        }
    });
    let capture = device
        .input_stream_raw(MONO, SampleFormat::I16, None)
        .unwrap();
    probe.wait(|facts| facts.released);
    assert_eq!(
        capture.lost(),
        2 * second as u64,
        "one second of three, at two bytes a sample"
    );
}

#[test]
fn an_unsupported_configuration_is_refused_at_once() {
    let (device, _) = microphone(MONO, |_| {});
    let surround = StreamConfig {
        channels: 6,
        ..MONO
    };
    let error = device.input_stream::<i16>(surround, None).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnsupportedConfig);
    let error = device.input_stream::<f32>(MONO, None).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnsupportedConfig);
}
