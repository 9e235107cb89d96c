//! PortAudio, the engine under PyAudio: samples on a realtime thread, in both directions, with the
//! virtual devices of `cargo xtask test --all`.
#![expect(unsafe_code, reason = "a C library is called")]

#[path = "../../../libraries/tests/servers/mod.rs"]
mod servers;
mod sound;
mod sys;

use std::ffi::{c_int, c_ulong, c_void};
use std::pin::pin;
use std::ptr;
use std::sync::{Arc, Mutex};

use asyncify::{CallError, Completer, Feed, FrameStream, ffi, try_once};
use futures::executor::block_on;
use futures::future::{Either, select};
use futures::{FutureExt, StreamExt};

use sound::{PaError, Session, Sound, block, opened};
use sys::{PA_COMPLETE, PA_CONTINUE, PA_NO_FLAG, Parameters, TimeInfo};

const RATE: u32 = 48_000;
/// Long periods: a machine that is busy compiling something else must not fail the test.
const BLOCK: c_ulong = 4800;

type Recording = FrameStream<i16, c_ulong, Sound>;

fn is_there() -> bool {
    servers::is_there("ASYNCIFY_AUDIO")
}

fn record(input: &Parameters, rate: f64) -> Result<Recording, PaError> {
    let mut stream = ptr::null_mut();
    let none = ptr::null();
    // SAFETY: the parameters and the place for the stream live until the call is over.
    unsafe { sys::input::record(&mut stream, input, none, rate, BLOCK, PA_NO_FLAG) }
}

fn play(output: &Parameters) -> Result<Feed<i16, Sound>, PaError> {
    let mut stream = ptr::null_mut();
    let (none, rate) = (ptr::null(), f64::from(RATE));
    // SAFETY: the parameters and the place for the stream live until the call is over.
    unsafe { sys::output::play(&mut stream, none, output, rate, BLOCK, PA_NO_FLAG) }
}

/// That many samples in a row.
async fn listen(recording: &mut Recording, count: usize) -> Vec<i16> {
    let mut samples = Vec::new();
    while samples.len() < count {
        let frame = recording.next().await.expect("the microphone goes on");
        assert_eq!((frame.gap(), frame.len()), (0, BLOCK as usize));
        samples.extend_from_slice(&frame);
    }
    assert_eq!(recording.lost(), 0);
    samples
}

/// That many samples in a row, after the silence that comes first.
async fn hear(recording: &mut Recording, count: usize) -> Vec<i16> {
    let is_sound = |sample: &i16| *sample != 0;
    for _ in 0..60 * RATE as usize / BLOCK as usize {
        let block = listen(recording, 1).await;
        if let Some(first) = block.iter().position(is_sound) {
            let rest = listen(recording, count).await;
            return block[first..]
                .iter()
                .copied()
                .chain(rest)
                .take(count)
                .collect();
        }
    }
    panic!("nothing but silence for a minute");
}

/// The rising zero crossings of a tone, by the time between the first and the last.
fn hertz(samples: &[i16]) -> f64 {
    let rises = |pair: &[i16]| pair[0] < 0 && pair[1] >= 0;
    let crossings = samples
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| rises(pair));
    let at: Vec<_> = crossings.map(|(at, _)| at).collect();
    let span = at[at.len() - 1] - at[0];
    f64::from(RATE) * (at.len() - 1) as f64 / span as f64
}

#[test]
fn a_tone_is_captured_without_a_gap_until_the_stream_is_closed() {
    if !is_there() {
        return;
    }
    let session = Session::new();
    let mut recording = record(&session.device(c"tone"), f64::from(RATE)).unwrap();
    assert!(recording.handle().is_active());
    let samples = block_on(listen(&mut recording, 2 * RATE as usize));
    block_on(recording.close());
    let hertz = hertz(&samples);
    assert!((hertz - 440.0).abs() < 1.0, "{hertz} Hz");
}

#[test]
fn return_codes_are_errors() {
    if !is_there() {
        return;
    }
    let session = Session::new();
    let tone = || session.device(c"tone");
    let refused = |input: Parameters, rate| record(&input, rate).unwrap_err();
    let channels = Parameters {
        channels: 0,
        ..tone()
    };
    assert_eq!(refused(channels, 48_000.0), PaError::CHANNELS);
    let device = Parameters {
        device: 1000,
        ..tone()
    };
    assert_eq!(refused(device, 48_000.0), PaError::DEVICE);
    assert_eq!(refused(tone(), 1e9), PaError::RATE);
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

#[test]
fn what_is_written_is_heard_sample_for_sample() {
    if !is_there() {
        return;
    }
    let session = Session::new();
    let mut recording = record(&session.device(c"loop"), f64::from(RATE)).unwrap();
    let noise = noise(RATE as usize);
    let mut playback = play(&session.device(c"loop")).unwrap();
    assert_eq!(playback.try_write(&noise), Ok(noise.len()));
    playback.handle().start().unwrap();
    block_on(playback.drain()).unwrap();
    assert_eq!(playback.taken(), u64::from(RATE));

    assert_eq!(block_on(hear(&mut recording, noise.len())), noise);
    drop(playback);
    drop(recording);
}

#[test]
fn a_tone_that_is_echoed_is_heard_elsewhere() {
    if !is_there() {
        return;
    }
    let session = Session::new();
    let (tone, speaker) = (session.device(c"tone"), session.device(c"loop"));
    let mut heard = record(&speaker, f64::from(RATE)).unwrap();
    let (mut stream, rate) = (ptr::null_mut(), f64::from(RATE));
    // SAFETY: the parameters and the place for the stream live until the call is over.
    let echo =
        unsafe { sys::both::exchange(&mut stream, &tone, &speaker, rate, BLOCK, PA_NO_FLAG) };
    let (mut input, mut output) = echo.unwrap().split();

    let echo = async {
        // Half a second ahead, so that nothing comes too late.
        output.write(&[0; RATE as usize / 2]).await.unwrap();
        while let Some(frame) = input.next().await {
            assert_eq!(frame.gap(), 0);
            output.write(&frame).await.unwrap();
        }
    };
    let hear = hear(&mut heard, 2 * RATE as usize);
    let Either::Right((heard, _)) = block_on(select(pin!(echo), pin!(hear))) else {
        panic!("the tone goes on");
    };
    let hertz = hertz(&heard);
    assert!((hertz - 440.0).abs() < 1.0, "{hertz} Hz");
}

/// What a recording by hand is made of.
struct Tape {
    samples: Mutex<Vec<i16>>,
    wanted: usize,
    done: Completer<Vec<i16>>,
    _kept: Arc<()>,
}

/// Records until there is enough, which the callback tells PortAudio, which tells that it has
/// finished: a callback that is set by another function, with the same user data.
async fn record_by_hand(
    input: Parameters,
    wanted: usize,
    kept: Arc<()>,
) -> Result<Vec<i16>, CallError<PaError>> {
    unsafe extern "C" fn on_sound(
        input: *const c_void,
        _: *mut c_void,
        count: c_ulong,
        _: *const TimeInfo,
        _: c_ulong,
        data: *mut c_void,
    ) -> c_int {
        let enough = ffi::with(data, |tape: &Tape| {
            let mut samples = tape.samples.lock().unwrap();
            // SAFETY: these are the arguments of that callback.
            samples.extend_from_slice(unsafe { block(input, count) });
            samples.len() >= tape.wanted
        });
        match enough {
            Some(false) => PA_CONTINUE,
            Some(true) | None => PA_COMPLETE,
        }
    }
    unsafe extern "C" fn on_finished(data: *mut c_void) {
        ffi::with(data, |tape: &Tape| {
            let samples = std::mem::take(&mut *tape.samples.lock().unwrap());
            tape.done.complete(samples);
        });
    }
    let recording = try_once(move |done| {
        let samples = Mutex::new(Vec::with_capacity(wanted + BLOCK as usize));
        let tape = Tape {
            samples,
            wanted,
            done,
            _kept: kept,
        };
        let key = ffi::Key::new(tape);
        let (mut stream, data) = (ptr::null_mut(), key.as_ptr());
        // SAFETY: the parameters and the place for the stream live until the call is over.
        let code = unsafe {
            let (none, rate) = (ptr::null(), f64::from(RATE));
            sys::Pa_OpenStream(
                &mut stream,
                &input,
                none,
                rate,
                BLOCK,
                PA_NO_FLAG,
                Some(on_sound),
                data,
            )
        };
        let sound = opened(code, &mut stream)?;
        sound.on_finished(on_finished);
        sound.start()?;
        Ok((sound, key))
    });
    recording.await
}

#[test]
fn a_recording_that_is_complete_has_finished() {
    if !is_there() {
        return;
    }
    let session = Session::new();
    let samples = block_on(record_by_hand(
        session.device(c"tone"),
        24_000,
        Arc::default(),
    ))
    .unwrap();
    assert_eq!(samples.len(), 24_000);
    let hertz = hertz(&samples);
    assert!((hertz - 440.0).abs() < 2.0, "{hertz} Hz");
}

#[test]
fn a_recording_that_is_dropped_is_closed_and_keeps_nothing() {
    if !is_there() {
        return;
    }
    let session = Session::new();
    let kept = Arc::new(());
    let tone = session.device(c"tone");
    let mut recording = Box::pin(record_by_hand(tone, 60 * RATE as usize, Arc::clone(&kept)));
    assert!((&mut recording).now_or_never().is_none());
    drop(recording);
    assert_eq!(Arc::strong_count(&kept), 1);
}

#[test]
fn a_stream_that_runs_is_not_started_again() {
    if !is_there() {
        return;
    }
    let session = Session::new();
    let recording = record(&session.device(c"tone"), f64::from(RATE)).unwrap();
    assert_eq!(recording.handle().start(), Err(PaError::NOT_STOPPED));
    recording.handle().abort().unwrap();
    assert!(!recording.handle().is_active());
}
