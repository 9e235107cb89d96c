//! How long a reader may look away.

mod host;

use asyncify_cpal::{CaptureControl, CaptureExt, CaptureOptions};
use cpal::StreamConfig;
use futures::StreamExt;
use std::time::Duration;

use host::{MONO, block_on, counting, microphone};

const STEREO: StreamConfig = StreamConfig {
    channels: 2,
    ..MONO
};
/// Ten milliseconds of it, all channels together.
const PERIOD: usize = 960;
const PERIODS_IN_TWO_SECONDS: usize = 200;

/// Delivers so many periods while nobody reads, then one more once somebody has.
fn periods_unread(count: usize, options: CaptureOptions) -> Vec<(u64, Vec<i16>)> {
    let (read, was_read) = std::sync::mpsc::channel();
    let was_read = std::sync::Mutex::new(was_read);
    let (delivered, was_delivered) = std::sync::mpsc::channel();
    let (device, probe) = microphone(STEREO, move |caller| {
        caller.wait_until_playing();
        for period in 0..count {
            caller.data(&counting(period * PERIOD, PERIOD));
        }
        delivered.send(()).unwrap();
        was_read.lock().unwrap().recv().unwrap();
        caller.data(&counting(count * PERIOD, PERIOD));
    });
    let mut capture = options.open::<i16, _>(&device, STEREO).unwrap();
    capture.play().unwrap();
    was_delivered.recv().unwrap();

    let mut frames = Vec::new();
    let mut add = |frame: asyncify_cpal::Frame<i16, _>| frames.push((frame.gap(), frame.to_vec()));
    add(block_on(capture.next()).unwrap().unwrap());
    read.send(()).unwrap();
    probe.wait(|facts| facts.released);
    while let Some(frame) = block_on(capture.next()) {
        add(frame.unwrap());
    }
    frames
}

#[test]
fn a_reader_that_stalls_for_under_two_seconds_loses_nothing() {
    let frames = periods_unread(PERIODS_IN_TWO_SECONDS - 1, CaptureOptions::new());
    assert_eq!(frames.len(), PERIODS_IN_TWO_SECONDS);
    for (period, (gap, samples)) in frames.into_iter().enumerate() {
        assert_eq!((gap, samples), (0, counting(period * PERIOD, PERIOD)));
    }
}

#[test]
fn what_a_longer_stall_loses_is_shown_where_it_is_missing() {
    let delivered = PERIODS_IN_TWO_SECONDS + 50;
    let mut frames = periods_unread(delivered, CaptureOptions::new());
    let (gap, samples) = frames.pop().unwrap();
    assert_eq!(
        (gap, samples),
        (50 * PERIOD as u64, counting(delivered * PERIOD, PERIOD))
    );
    assert_eq!(frames.len(), PERIODS_IN_TWO_SECONDS);
    assert!(frames.iter().all(|(gap, _)| *gap == 0));
}

#[test]
fn the_ring_can_be_made_longer() {
    let delivered = 2 * PERIODS_IN_TWO_SECONDS;
    let options = CaptureOptions::new().ring(Duration::from_secs(5));
    let frames = periods_unread(delivered, options);
    assert_eq!(frames.len(), delivered + 1);
    assert!(frames.iter().all(|(gap, _)| *gap == 0));
}

#[test]
fn input_stream_holds_two_seconds() {
    let (device, probe) = microphone(STEREO, |caller| {
        for period in 0..=PERIODS_IN_TWO_SECONDS {
            caller.data(&counting(period * PERIOD, PERIOD));
        }
    });
    let mut capture = device.input_stream::<i16>(STEREO, None).unwrap();
    probe.wait(|facts| facts.released);
    assert_eq!(capture.lost(), PERIOD as u64);
    let frames = block_on(
        capture
            .by_ref()
            .map(|frame| frame.map(|frame| (frame.len(), frame.gap())).unwrap())
            .collect::<Vec<_>>(),
    );
    let (lost, kept) = frames.split_last().unwrap();
    assert_eq!(kept, [(PERIOD, 0); PERIODS_IN_TWO_SECONDS]);
    assert_eq!(*lost, (0, PERIOD as u64));
}
