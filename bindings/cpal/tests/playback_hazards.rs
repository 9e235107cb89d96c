//! What cpal's hosts are known to do to those who play, provoked on a host that does it on purpose.

mod host;

use std::future::Future;
use std::pin::pin;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Wake, Waker};

use asyncify_cpal::{FeedError, Playback, PlaybackExt, PlaybackOptions, StreamControl};
use cpal::{Error, ErrorKind, FromSample, I24, SampleFormat, SizedSample, StreamConfig, U24};

use host::{MONO, block_on, counting, speaker_of};
use scripted_host::{Caller, Probe};

/// A 16-bit loudspeaker, and what its script tells.
fn speaker<R: Send + 'static>(
    script: impl Fn(&mut Caller, &Sender<R>) + Send + Sync + 'static,
) -> (Playback<i16, cpal::Stream>, Probe, Receiver<R>) {
    let (tell, told) = channel();
    let tell = Mutex::new(tell);
    let (device, probe, _) = speaker_of(SampleFormat::I16, MONO, move |caller| {
        let tell = tell.lock().unwrap().clone();
        script(caller, &tell);
    });
    let playback = device.output_stream(MONO, None).unwrap();
    (playback, probe, told)
}

#[test]
fn what_is_written_is_played_in_order_and_then_silence() {
    let (mut playback, probe, played) = speaker(|caller, tell| {
        caller.wait_until_playing();
        for asked in [100, 1, 399, 600] {
            tell.send(caller.ask(asked, -1_i16)).unwrap();
        }
        caller.wait_until_dropped();
    });
    block_on(playback.write(&counting(1, 1_000))).unwrap();
    playback.play().unwrap();
    block_on(playback.drain()).unwrap();
    drop(playback);
    assert!(!probe.wait(|facts| facts.released).unwound);
    let mut expected = counting(1, 1_000);
    expected.extend([0; 100]);
    assert_eq!(played.iter().flatten().collect::<Vec<_>>(), expected);
}

#[test]
fn a_slow_writer_is_an_underrun_and_nothing_is_lost() {
    let (mut playback, _, played) = speaker(|caller, tell| {
        caller.wait_until_playing();
        for _ in 0..2 {
            tell.send(caller.ask(10, -1_i16)).unwrap();
        }
    });
    assert_eq!(playback.try_write(&counting(1, 15)).unwrap(), 15);
    playback.play().unwrap();
    let played: Vec<_> = played.iter().flatten().collect();
    assert_eq!(
        (&played[..15], &played[15..]),
        (&counting(1, 15)[..], &[0; 5][..])
    );
    assert_eq!((playback.underruns(), playback.silence()), (1, 5));
}

#[test]
fn a_writer_that_is_ahead_waits_for_the_device() {
    let (mut playback, _, played) = speaker(|caller, tell| {
        caller.wait_until_playing();
        while !caller.is_dropped() {
            tell.send(caller.ask(480, -1_i16)).unwrap();
            std::thread::yield_now();
        }
    });
    playback.play().unwrap();
    let sound = counting(1, 30_000);
    block_on(async {
        // More than the quarter of a second that the ring holds.
        playback.write(&sound).await.unwrap();
        playback.drain().await.unwrap();
        playback.close().await;
    });
    let heard: Vec<_> = played
        .iter()
        .flatten()
        .filter(|sample| *sample != 0)
        .collect();
    assert!(heard == sound);
}

#[test]
fn silence_is_the_equilibrium_of_the_format() {
    let (tell, told) = channel();
    let tell = Mutex::new(tell);
    let (device, _, _) = speaker_of(SampleFormat::U8, MONO, move |caller| {
        tell.lock().unwrap().send(caller.ask(3, 0_u8)).unwrap();
    });
    let _playback = device.output_stream::<u8>(MONO, None).unwrap();
    assert_eq!(told.recv().unwrap(), [128; 3]);
}

/// What a device of this format plays when these are written as `f32`.
fn converted<T: SizedSample + Send + Sync + 'static>(samples: &[f32], unfilled: T) -> Vec<T> {
    let count = samples.len();
    let (tell, told) = channel();
    let tell = Mutex::new(tell);
    let (device, _, supported) = speaker_of(T::FORMAT, MONO, move |caller| {
        caller.wait_until_playing();
        tell.lock()
            .unwrap()
            .send(caller.ask(count + 1, unfilled))
            .unwrap();
    });
    let mut playback = PlaybackOptions::new().open_f32(&device, supported).unwrap();
    assert_eq!(playback.try_write(samples).unwrap(), count);
    playback.play().unwrap();
    told.recv().unwrap()
}

#[test]
fn every_format_is_converted_from_the_same_scale() {
    fn check<T: SizedSample + FromSample<f32> + PartialEq + Send + Sync + 'static>() {
        let played = converted(&[0.0, 0.5, -0.5], T::from_sample(1.0));
        // The last one is silence.
        let expected = [0.0, 0.5, -0.5, 0.0].map(T::from_sample);
        assert!(played == expected, "{}", T::FORMAT);
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
fn periods_longer_than_the_converter_lose_nothing() {
    let samples: Vec<f32> = (0..10_000_i16)
        .map(|place| f32::from(place) / 32_768.0)
        .collect();
    let played = converted(&samples, -1_i16);
    assert!(played[..10_000].iter().copied().eq(0..10_000));
}

#[test]
fn a_format_without_amplitude_is_refused() {
    let (device, _, supported) = speaker_of(SampleFormat::DsdU8, MONO, |_| {});
    let error = PlaybackOptions::new()
        .open_f32(&device, supported)
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnsupportedConfig);
}

#[test]
fn a_configuration_that_the_device_has_not_is_refused() {
    let (device, _, _) = speaker_of(SampleFormat::I16, MONO, |_| {});
    let stereo = StreamConfig {
        channels: 2,
        ..MONO
    };
    let error = device.output_stream::<i16>(stereo, None).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnsupportedConfig);
}

/// Drops a playback when woken: what a task does that is cancelled from within a callback.
#[derive(Default)]
struct DropWhenWoken(Mutex<Option<Playback<i16, cpal::Stream>>>);

impl Wake for DropWhenWoken {
    fn wake(self: Arc<Self>) {
        let playback = self.0.lock().unwrap().take();
        drop(playback);
    }
}

#[test]
fn a_playback_dropped_in_its_own_callback_is_stopped_on_another_thread() {
    let (mut playback, probe, _) = speaker::<()>(|caller, _| {
        caller.wait_until_playing();
        caller.ask(100, -1_i16);
        caller.wait_until_dropped();
    });
    let dropper = Arc::new(DropWhenWoken::default());
    let waker = Waker::from(dropper.clone());
    // The waker must own the playback before the first callback.
    let mut slot = dropper.0.lock().unwrap();
    let too_much = vec![0; 48_000];
    assert!(
        pin!(playback.write(&too_much))
            .poll(&mut Context::from_waker(&waker))
            .is_pending()
    );
    playback.play().unwrap();
    *slot = Some(playback);
    drop(slot);

    let facts = probe.wait(|facts| facts.released);
    assert_ne!(
        facts.dropped_on, facts.caller,
        "ALSA would join its own thread"
    );
    assert_ne!(facts.dropped_on, Some(std::thread::current().id()));
    assert!(!facts.unwound);
}

#[test]
fn callbacks_after_the_drop_get_silence() {
    let (mut playback, probe, played) = speaker(|caller, tell| {
        caller.wait_until_dropped();
        for _ in 0..1000 {
            tell.send(caller.ask(3, -1_i16)).unwrap();
            caller.error(ErrorKind::Xrun);
            caller.error(ErrorKind::DeviceNotAvailable);
        }
    });
    assert_eq!(playback.try_write(&[1, 2, 3]).unwrap(), 3);
    drop(playback);
    assert!(played.iter().eq(vec![vec![0; 3]; 1000]));
    assert!(!probe.wait(|facts| facts.released).unwound);
}

#[test]
fn close_waits_for_the_last_callback() {
    let (mut playback, probe, played) = speaker(|caller, tell| {
        caller.wait_until_dropped();
        for _ in 0..100 {
            tell.send(caller.ask(10, -1_i16)).unwrap();
        }
    });
    block_on(playback.close());
    assert_eq!(played.try_iter().count(), 100);
    assert!(matches!(playback.try_write(&[1]), Err(FeedError::Closed)));
    assert_eq!(
        playback.play().unwrap_err().kind(),
        ErrorKind::StreamInvalidated
    );
    assert!(!probe.wait(|facts| facts.released).unwound);
}

#[test]
fn a_fatal_error_ends_a_write_that_waits_and_warnings_do_not() {
    let (mut playback, probe, _) = speaker::<()>(|caller, _| {
        caller.wait_until_playing();
        caller.error(ErrorKind::Xrun);
        caller.ask(100, -1_i16);
        caller.error(ErrorKind::DeviceNotAvailable);
        // The callbacks are still held: the end must come from the error.
        caller.wait_until_dropped();
    });
    playback.play().unwrap();
    let kind = |error: FeedError<Error>| match error {
        FeedError::Failed(error) => Some(error.kind()),
        FeedError::Closed => None,
    };
    let failed = block_on(playback.write(&counting(0, 30_000))).unwrap_err();
    assert_eq!(kind(failed), Some(ErrorKind::DeviceNotAvailable));
    assert_eq!(kind(playback.try_write(&[1]).unwrap_err()), None);
    let warning = block_on(playback.next_error()).map(|error| error.kind());
    assert_eq!(warning, Some(ErrorKind::Xrun));
    assert!(block_on(playback.next_error()).is_none());
    drop(playback);
    probe.wait(|facts| facts.released);
}

#[test]
fn a_flood_of_one_error_takes_one_place_and_is_counted() {
    const FLOOD: u64 = 400_000;
    let (mut playback, probe, _) = speaker::<()>(|caller, _| {
        caller.wait_until_playing();
        (0..FLOOD).for_each(|_| caller.error(ErrorKind::Xrun));
    });
    playback.play().unwrap();
    probe.wait(|facts| facts.released);
    let warning = block_on(playback.next_error()).expect("the warning");
    assert_eq!(warning.kind(), ErrorKind::Xrun);
    assert_eq!(playback.last_error().unwrap().repeats, FLOOD - 1);
    assert!(block_on(playback.next_error()).is_none());
}

#[test]
fn a_host_thread_that_dies_ends_a_write_that_waits() {
    let (mut playback, _, _) = speaker::<()>(|caller, _| {
        caller.wait_until_playing();
        caller.ask(100, -1_i16);
    });
    playback.play().unwrap();
    let ended = block_on(playback.write(&counting(0, 30_000)));
    assert!(matches!(ended, Err(FeedError::Closed)));
}

/// What ALSA's plug-in for PulseAudio says until the server has answered.
fn too_early() -> Error {
    let message = "ALSA function 'snd_pcm_avail_delay' failed with error 'I/O error (5)'";
    Error::with_message(ErrorKind::BackendError, message)
}

#[test]
fn refusals_before_the_first_callback_are_ridden_out() {
    let (mut playback, _, played) = speaker(|caller, tell| {
        caller.wait_until_playing();
        (0..1000).for_each(|_| caller.error(too_early()));
        tell.send(caller.ask(3, -1_i16)).unwrap();
    });
    assert_eq!(playback.try_write(&[1, 2, 3]).unwrap(), 3);
    playback.play().unwrap();
    block_on(playback.drain()).unwrap();
    assert_eq!(played.recv().unwrap(), [1, 2, 3]);
    assert!(block_on(playback.next_error()).is_none());
}

#[test]
fn refusals_that_do_not_stop_end_the_playback() {
    let (mut playback, _, _) = speaker::<()>(|caller, _| {
        while !caller.is_dropped() {
            caller.error(too_early());
        }
    });
    let failed = block_on(playback.write(&counting(0, 30_000))).unwrap_err();
    assert!(matches!(failed, FeedError::Failed(_)), "{failed}");
}
