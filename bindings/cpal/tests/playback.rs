//! Real playback, through ALSA and cpal, into the loop of `cargo xtask test --audio`: what is played
//! there is heard there.

mod virtual_mic;

use asyncify_cpal::{CaptureExt, PlaybackOptions, StreamControl};
use cpal::traits::{DeviceTrait, HostTrait};
use cpal::{BufferSize, StreamConfig};
use futures::StreamExt;
use std::time::Duration;

use virtual_mic::is_there;

const RATE: u32 = 48_000;

/// Long periods: a machine that is busy compiling something else must not fail the test.
const MONO: StreamConfig = StreamConfig {
    channels: 1,
    sample_rate: RATE,
    buffer_size: BufferSize::Fixed(RATE / 10),
};

fn device(devices: impl Iterator<Item = cpal::Device>) -> cpal::Device {
    let mut devices = devices;
    devices
        .find(|device| device.id().is_ok_and(|id| id.id() == "loop"))
        .expect("there is a loop")
}

/// Noise without a silent sample: any piece of it is found only where it is.
fn noise(samples: usize) -> Vec<i16> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as i16 | 1
    };
    (0..samples).map(|_| next()).collect()
}

#[tokio::test]
async fn what_is_written_is_heard_sample_for_sample() {
    if !is_there() {
        return;
    }
    let host = cpal::default_host();
    let mut capture = device(host.input_devices().unwrap())
        .input_stream::<i16>(MONO, None)
        .unwrap();
    capture.play().unwrap();
    capture.next().await.expect("it hears").expect("no warning");

    let sound = noise(3 * RATE as usize);
    let mut playback = PlaybackOptions::new()
        .ring(Duration::from_secs(1))
        .open(&device(host.output_devices().unwrap()), MONO)
        .unwrap();
    // As much as there is room for before the first callback, so that it finds something.
    let ahead = playback.try_write(&sound).unwrap();
    playback.play().unwrap();

    let playing = async {
        playback.write(&sound[ahead..]).await.unwrap();
        assert_eq!(playback.underruns(), 0);
        playback.drain().await.unwrap();
        playback
    };
    let listening = async {
        let mut heard = Vec::new();
        // The end of the noise, and so all of it.
        let end = &sound[sound.len() - 100..];
        while !heard
            .windows(end.len())
            .rev()
            .take(RATE as usize)
            .any(|window| window == end)
        {
            heard.extend_from_slice(&capture.next().await.expect("it hears").expect("no warning"));
        }
        heard
    };
    let both = futures::future::join(playing, listening);
    let (mut playback, heard) = tokio::time::timeout(Duration::from_secs(60), both)
        .await
        .expect("all is heard within a minute");

    assert_eq!(playback.taken(), sound.len() as u64);
    playback.close().await;
    capture.close().await;
    let start = heard
        .windows(100)
        .position(|window| *window == sound[..100]);
    let start = start.expect("the beginning is heard");
    assert!(
        heard[start..].starts_with(&sound),
        "what is heard differs from what was written"
    );
}
