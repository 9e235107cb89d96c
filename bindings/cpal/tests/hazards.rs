//! What cpal's hosts are known to do to their callers, provoked on a host that does it on purpose.

mod host;

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

use asyncify_cpal::{
    Capture, CaptureControl, CaptureExt, CaptureInfo, CaptureOptions, Frame, Severity, severity,
};
use cpal::{BufferSize, Error, ErrorKind, StreamConfig};
use futures::{FutureExt, StreamExt, poll};

use host::{MONO, block_on, counting, microphone};

type Item = Result<Frame<i16, CaptureInfo>, Error>;

fn all(capture: &mut Capture<i16, cpal::Stream>) -> Vec<Item> {
    block_on(capture.collect())
}

fn samples(items: &[Item]) -> Vec<i16> {
    items
        .iter()
        .flatten()
        .flat_map(|frame| frame.iter().copied())
        .collect()
}

fn kinds(items: &[Item]) -> Vec<ErrorKind> {
    items
        .iter()
        .filter_map(|item| item.as_ref().err())
        .map(Error::kind)
        .collect()
}

const FLOOD: u64 = 400_000;

#[test]
fn a_flood_of_one_error_takes_one_place_and_is_counted() {
    let (device, probe) = microphone(MONO, |caller| {
        caller.wait_until_playing();
        caller.data(&counting(0, 100));
        for _ in 0..FLOOD {
            caller.error(ErrorKind::Xrun);
        }
        caller.data(&counting(100, 100));
    });
    let mut capture = device.input_stream::<i16>(MONO, None).unwrap();
    capture.play().unwrap();
    probe.wait(|facts| facts.released);

    let first = block_on(capture.next()).expect("the sound").unwrap();
    assert_eq!(*first, counting(0, 100));
    let warning = block_on(capture.next()).expect("the warning").unwrap_err();
    assert_eq!(warning.kind(), ErrorKind::Xrun);
    let note = capture.last_error().expect("an error was just yielded");
    assert_eq!((note.repeats, note.position), (FLOOD - 1, 100));
    let rest = all(&mut capture);
    assert_eq!((kinds(&rest), samples(&rest)), (vec![], counting(100, 100)));
}

#[test]
fn a_flood_of_different_errors_leaves_a_few_and_counts_the_others() {
    let (device, probe) = microphone(MONO, |caller| {
        caller.wait_until_playing();
        for _ in 0..FLOOD / 2 {
            caller.error(ErrorKind::Xrun);
            caller.error(ErrorKind::DeviceChanged);
        }
        caller.data(&counting(0, 100));
    });
    let mut capture = device.input_stream::<i16>(MONO, None).unwrap();
    capture.play().unwrap();
    probe.wait(|facts| facts.released);

    let (mut errors, mut counted, mut sound) = (0, 0, Vec::new());
    while let Some(item) = block_on(capture.next()) {
        match item {
            Ok(frame) => sound.extend_from_slice(&frame),
            Err(_) => {
                errors += 1;
                counted += 1 + capture.last_error().expect("it was just yielded").repeats;
            }
        }
    }
    assert!((2..=16).contains(&errors), "{errors} errors were kept");
    assert_eq!(counted + capture.errors_lost(), FLOOD);
    assert_eq!(sound, counting(0, 100));
}

#[test]
fn sound_gets_through_a_flood_that_does_not_stop() {
    const FRAMES: usize = 20;
    let flooded = Arc::new(AtomicU64::new(0));
    let (device, probe) = microphone(MONO, {
        let flooded = flooded.clone();
        move |caller| {
            caller.wait_until_playing();
            for place in 0..FRAMES {
                caller.data(&counting(100 * place, 100));
            }
            while !caller.is_dropped() {
                caller.error(ErrorKind::Xrun);
                flooded.fetch_add(1, SeqCst);
            }
        }
    });
    let mut capture = device.input_stream::<i16>(MONO, None).unwrap();
    capture.play().unwrap();
    let mut received = Vec::new();
    // With a warning waiting before every read, the sound has to get its turn.
    for _ in 0..10 * FRAMES {
        let before = flooded.load(SeqCst);
        while flooded.load(SeqCst) < before + 2 {
            std::thread::yield_now();
        }
        received.push(block_on(capture.next()).expect("the stream goes on"));
    }
    assert_eq!(samples(&received), counting(0, 100 * FRAMES));
    drop(capture);
    assert!(!probe.wait(|facts| facts.released).unwound);
}

/// Drops a capture when woken: what a task does that is cancelled from within a callback.
#[derive(Default)]
struct DropWhenWoken(Mutex<Option<Capture<i16, cpal::Stream>>>);

impl Wake for DropWhenWoken {
    fn wake(self: Arc<Self>) {
        let capture = self.0.lock().unwrap().take();
        drop(capture);
    }
}

#[test]
fn a_stream_dropped_in_its_own_callback_is_stopped_on_another_thread() {
    let (device, probe) = microphone(MONO, |caller| {
        caller.wait_until_playing();
        caller.data(&counting(0, 100));
        caller.wait_until_dropped();
    });
    let mut capture = device.input_stream::<i16>(MONO, None).unwrap();
    let dropper = Arc::new(DropWhenWoken::default());
    let waker = Waker::from(dropper.clone());
    assert!(
        capture
            .poll_next_unpin(&mut Context::from_waker(&waker))
            .is_pending()
    );
    // The waker must own the capture before the first callback.
    let mut slot = dropper.0.lock().unwrap();
    capture.play().unwrap();
    *slot = Some(capture);
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
fn a_stream_dropped_by_the_info_closure_is_stopped_on_another_thread() {
    let slot = Arc::new(Mutex::new(None::<Capture<i16, cpal::Stream, ()>>));
    let (device, probe) = microphone(MONO, |caller| {
        caller.wait_until_playing();
        caller.data(&counting(0, 100));
        caller.wait_until_dropped();
    });
    let capture = CaptureOptions::new()
        .open_with(&device, MONO, {
            let slot = slot.clone();
            move |_| drop(slot.lock().unwrap().take())
        })
        .unwrap();
    let mut slot = slot.lock().unwrap();
    capture.play().unwrap();
    *slot = Some(capture);
    drop(slot);

    let facts = probe.wait(|facts| facts.released);
    assert_ne!(facts.dropped_on, facts.caller);
    assert!(!facts.unwound);
}

#[test]
fn callbacks_after_the_drop_are_harmless() {
    let (device, probe) = microphone(MONO, |caller| {
        caller.wait_until_dropped();
        for _ in 0..1000 {
            caller.data(&counting(0, 100));
            caller.error(ErrorKind::Xrun);
            caller.error(ErrorKind::DeviceNotAvailable);
        }
    });
    let infos = Arc::new(AtomicU64::new(0));
    let capture: Capture<i16, _, _> = CaptureOptions::new()
        .open_with(&device, MONO, {
            let infos = infos.clone();
            move |_| infos.fetch_add(1, SeqCst)
        })
        .unwrap();
    drop(capture);
    assert!(!probe.wait(|facts| facts.released).unwound);
    assert_eq!(infos.load(SeqCst), 0, "nobody listens, so nothing is made");
    assert_eq!(
        Arc::strong_count(&infos),
        1,
        "the callback has been released"
    );
}

#[test]
fn close_waits_for_the_last_callback() {
    const LATE: usize = 100;
    let late = Arc::new(AtomicUsize::new(0));
    let (device, probe) = microphone(MONO, {
        let late = late.clone();
        move |caller| {
            caller.wait_until_playing();
            caller.data(&counting(0, 100));
            caller.wait_until_dropped();
            for place in 1..=LATE {
                caller.data(&counting(100 * place, 100));
                late.fetch_add(1, SeqCst);
            }
        }
    });
    let mut capture = device.input_stream::<i16>(MONO, None).unwrap();
    capture.play().unwrap();
    let first = block_on(capture.next()).unwrap().unwrap();
    assert_eq!(*first, counting(0, 100));
    block_on(capture.close());
    assert_eq!(late.load(SeqCst), LATE);
    assert_eq!(samples(&all(&mut capture)), counting(100, 100 * LATE));
    assert_eq!(
        capture.play().unwrap_err().kind(),
        ErrorKind::StreamInvalidated
    );
    assert!(!probe.wait(|facts| facts.released).unwound);
}

#[test]
fn a_panic_in_the_callback_goes_on_in_the_reader() {
    let (device, probe) = microphone(MONO, |caller| {
        caller.wait_until_playing();
        for place in 0..3 {
            caller.data(&counting(100 * place, 100));
        }
        caller.wait_until_dropped();
    });
    let mut calls = 0;
    let mut capture: Capture<i16, _, _> = CaptureOptions::new()
        .open_with(&device, MONO, move |_| {
            calls += 1;
            assert!(calls < 2, "the second call fails");
            calls
        })
        .unwrap();
    capture.play().unwrap();
    let first = block_on(capture.next()).unwrap().unwrap();
    assert_eq!((first.to_vec(), *first.info()), (counting(0, 100), 1));
    let panic = block_on(AssertUnwindSafe(capture.next()).catch_unwind()).unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"the second call fails"));
    assert!(block_on(capture.next()).is_none());
    drop(capture);
    assert!(
        !probe.wait(|facts| facts.released).unwound,
        "it reached the host's thread"
    );
}

#[test]
fn periods_that_vary_keep_every_sample_in_order() {
    const ASKED: u32 = 256;
    const CAME: [usize; 6] = [342, 2, 480, 14, 3000, 256];
    let stereo = StreamConfig {
        channels: 2,
        buffer_size: BufferSize::Fixed(ASKED),
        ..MONO
    };
    let (device, probe) = microphone(stereo, |caller| {
        caller.wait_until_playing();
        let mut place = 0;
        for len in CAME {
            caller.data(&counting(place, len));
            place += len;
        }
    });
    let mut capture = device.input_stream::<i16>(stereo, None).unwrap();
    capture.play().unwrap();
    let items = all(&mut capture);
    let lens: Vec<_> = items.iter().flatten().map(|frame| frame.len()).collect();
    assert_eq!(lens, CAME);
    assert_eq!(samples(&items), counting(0, CAME.iter().sum()));
    assert!(
        items
            .iter()
            .flatten()
            .all(|frame| frame.info().channels == 2)
    );
    assert!(!probe.wait(|facts| facts.released).unwound);
}

#[test]
fn a_period_larger_than_the_ring_yields_its_end_and_shows_the_rest_as_a_gap() {
    let second = MONO.sample_rate as usize;
    let (device, probe) = microphone(MONO, move |caller| {
        caller.wait_until_playing();
        caller.data(&counting(0, 3 * second));
    });
    let mut capture = device.input_stream::<i16>(MONO, None).unwrap();
    capture.play().unwrap();
    probe.wait(|facts| facts.released);
    let end = block_on(capture.next()).unwrap().unwrap();
    assert_eq!(*end, counting(second, 2 * second));
    assert_eq!((end.gap(), capture.lost()), (second as u64, second as u64));
}

#[test]
fn callbacks_between_build_and_play_are_kept() {
    let (device, probe) = microphone(MONO, |caller| {
        caller.data(&counting(0, 100));
        caller.error(ErrorKind::RealtimeDenied);
        caller.wait_until_playing();
        caller.data(&counting(100, 100));
    });
    let mut capture = device.input_stream::<i16>(MONO, None).unwrap();
    let early: Vec<_> = vec![
        block_on(capture.next()).unwrap(),
        block_on(capture.next()).unwrap(),
    ];
    assert_eq!(
        (kinds(&early), samples(&early)),
        (vec![ErrorKind::RealtimeDenied], counting(0, 100))
    );
    assert!(block_on(async { poll!(capture.next()) }).is_pending());
    capture.play().unwrap();
    assert_eq!(samples(&all(&mut capture)), counting(100, 100));
    probe.wait(|facts| facts.released);
}

#[test]
fn warnings_leave_the_stream_alive() {
    let warnings = [
        ErrorKind::Xrun,
        ErrorKind::DeviceChanged,
        ErrorKind::RealtimeDenied,
    ];
    let (device, probe) = microphone(MONO, move |caller| {
        caller.wait_until_playing();
        for (place, warning) in warnings.into_iter().enumerate() {
            caller.error(warning);
            caller.data(&counting(100 * place, 100));
        }
    });
    let mut capture = device.input_stream::<i16>(MONO, None).unwrap();
    capture.play().unwrap();
    probe.wait(|facts| facts.released);
    let items = all(&mut capture);
    assert_eq!(
        (kinds(&items), samples(&items)),
        (warnings.to_vec(), counting(0, 300))
    );
}

#[test]
fn a_fatal_error_ends_the_stream_after_what_is_buffered() {
    let (device, probe) = microphone(MONO, |caller| {
        caller.wait_until_playing();
        caller.data(&counting(0, 100));
        caller.error(ErrorKind::DeviceNotAvailable);
        caller.data(&counting(100, 100));
        caller.wait_until_dropped();
    });
    let mut capture = device.input_stream::<i16>(MONO, None).unwrap();
    capture.play().unwrap();
    // The script still holds the callbacks: the end must come from the error.
    let items = all(&mut capture);
    assert_eq!(kinds(&items), [ErrorKind::DeviceNotAvailable]);
    assert_eq!(
        samples(&items),
        counting(0, 100),
        "nothing that came after the end"
    );
    drop(capture);
    probe.wait(|facts| facts.released);
}

#[test]
fn only_three_kinds_are_warnings() {
    use ErrorKind::*;
    for kind in [Xrun, DeviceChanged, RealtimeDenied] {
        assert_eq!(severity(&Error::new(kind)), Severity::Warning, "{kind:?}");
    }
    for kind in [
        DeviceBusy,
        DeviceNotAvailable,
        HostUnavailable,
        InvalidInput,
        PermissionDenied,
        ResourceExhausted,
        StreamInvalidated,
        UnsupportedConfig,
        UnsupportedOperation,
        BackendError,
        Other,
    ] {
        assert_eq!(severity(&Error::new(kind)), Severity::Fatal, "{kind:?}");
    }
}

#[test]
fn a_dead_waker_is_no_reason_to_stop() {
    // The task that polled is gone, with its executor: the next one goes on where it was.
    let (device, probe) = microphone(MONO, |caller| {
        caller.wait_until_playing();
        caller.data(&counting(0, 100));
    });
    let mut capture = device.input_stream::<i16>(MONO, None).unwrap();
    let first = capture.poll_next_unpin(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(first, Poll::Pending));
    capture.play().unwrap();
    probe.wait(|facts| facts.released);
    assert_eq!(samples(&all(&mut capture)), counting(0, 100));
}
