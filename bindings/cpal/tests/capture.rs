//! Real capture, through ALSA and cpal, from the virtual microphones of `cargo xtask test --audio`.

mod virtual_mic;

use std::f64::consts::TAU;

use asyncify_cpal::{Capture, CaptureControl, CaptureExt};
use cpal::traits::{DeviceTrait, HostTrait};
use cpal::{BufferSize, SizedSample, StreamConfig};
use futures::StreamExt;

use virtual_mic::{frequency, is_there};

fn open<T: SizedSample + Send + 'static>(name: &str, sample_rate: u32) -> Capture<T, cpal::Stream> {
    let device = cpal::default_host()
        .input_devices()
        .unwrap()
        .find(|device| device.id().is_ok_and(|id| id.id() == name))
        .unwrap_or_else(|| panic!("there is no microphone {name}"));
    // Long periods: a machine that is busy compiling something else must not fail the test.
    let buffer_size = BufferSize::Fixed(sample_rate / 10);
    let config = StreamConfig {
        channels: 1,
        sample_rate,
        buffer_size,
    };
    let capture = device.input_stream(config, None).unwrap();
    capture.play().unwrap();
    capture
}

/// That many samples in a row, from frames without a gap or a warning between them.
async fn listen<T: Copy + Send>(capture: &mut Capture<T, cpal::Stream>, count: usize) -> Vec<T> {
    let mut samples = Vec::new();
    while samples.len() < count {
        let frame = capture
            .next()
            .await
            .expect("the microphone goes on")
            .expect("no warning");
        assert_eq!((frame.gap(), frame.position()), (0, samples.len() as u64));
        samples.extend_from_slice(&frame);
    }
    assert_eq!(capture.lost(), 0);
    samples
}

#[tokio::test]
async fn a_tone_comes_back_at_its_frequency_without_a_gap() {
    const RATE: u32 = 48_000;
    const SECONDS: usize = 10;
    if !is_there() {
        return;
    }
    let mut mic = open::<f32>("tone", RATE);
    let samples = listen(&mut mic, SECONDS * RATE as usize).await;
    mic.close().await;

    let hertz = frequency(&samples, RATE);
    assert!((hertz - 440.0).abs() <= 1.0, "{hertz} Hz");
    // A sample missing anywhere would turn the phase of all that follow.
    let (sine, cosine) = correlate(&samples, 440.0 / f64::from(RATE));
    let residue = samples.iter().enumerate().map(|(at, sample)| {
        let turn = TAU * 440.0 * at as f64 / f64::from(RATE);
        (f64::from(*sample) - sine * turn.sin() - cosine * turn.cos()).powi(2)
    });
    let residue = (residue.sum::<f64>() / samples.len() as f64).sqrt();
    let amplitude = sine.hypot(cosine);
    assert!((amplitude - 0.5).abs() < 0.01, "amplitude {amplitude}");
    assert!(residue < 0.001, "residue {residue}");
}

/// The amplitudes of the sine and the cosine of this frequency, in turns per sample.
fn correlate(samples: &[f32], turns: f64) -> (f64, f64) {
    let scale = 2.0 / samples.len() as f64;
    samples
        .iter()
        .enumerate()
        .fold((0.0, 0.0), |(sine, cosine), (at, sample)| {
            let (s, c) = (TAU * turns * at as f64).sin_cos();
            (
                sine + scale * f64::from(*sample) * s,
                cosine + scale * f64::from(*sample) * c,
            )
        })
}

#[tokio::test]
async fn a_recording_comes_back_sample_for_sample() {
    if !is_there() {
        return;
    }
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/demo/recording.wav"
    );
    let mut wav = hound::WavReader::open(file).unwrap();
    let rate = wav.spec().sample_rate;
    let recording: Vec<i16> = wav.samples().map(Result::unwrap).collect();

    let mut mic = open::<i16>("recording", rate);
    // It is played in a loop: whatever the moment, three rounds hold two whole ones.
    let heard = listen(&mut mic, 3 * recording.len()).await;
    mic.close().await;

    let head = &recording[..1000];
    let start = heard.windows(head.len()).position(|window| window == head);
    let start = start.expect("the recording's beginning is heard");
    for round in heard[start..].chunks_exact(recording.len()).take(2) {
        assert!(round == recording, "a round differs from the recording");
    }
    assert!(heard.len() - start >= 2 * recording.len());
}
