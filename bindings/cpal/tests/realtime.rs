//! cpal's data callbacks neither use the allocator nor call the system, however the sound is taken.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

mod host;

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use asyncify_cpal::{
    Capture, CaptureExt, CaptureOptions, PlaybackExt, PlaybackOptions, StreamControl,
};
use asyncify_realtime::allocations::{Counting, uses};
use asyncify_realtime::{poll, system_calls};
use cpal::{Device, SampleFormat, Stream, SupportedStreamConfig};
use futures::StreamExt;

use host::{MONO, microphone_of, speaker_of};
use scripted_host::{Caller, Probe};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const BLOCK: [i16; 480] = [7; 480];

/// More than the ring has room for.
const CALLS: u64 = 1_000;

type Script = Box<dyn Fn(&mut Caller) + Send + Sync>;

/// A device that follows a script.
type Scripted = (Device, Probe, SupportedStreamConfig);

/// What the thread that calls back has done for it.
#[derive(Debug, Default)]
struct Seen {
    allocations: AtomicU64,
    is_done: AtomicBool,
}

impl Seen {
    /// Calls back, first watched for allocations and then for calls of the system. The thread ends
    /// here.
    fn watch(&self, caller: &mut Caller, call: fn(&mut Caller)) {
        caller.wait_until_playing();
        call(caller);
        let before = uses();
        (0..CALLS).for_each(|_| call(caller));
        let allocations = uses() - before;
        system_calls::forbid();
        (0..CALLS).for_each(|_| call(caller));
        self.allocations.store(allocations, Ordering::Relaxed);
        self.is_done.store(true, Ordering::Release);
        system_calls::leave();
    }

    /// How often a call has used the allocator, and all of them have called the system.
    fn wait(&self) -> (u64, u64) {
        let since = Instant::now();
        while !self.is_done.load(Ordering::Acquire) {
            assert!(
                since.elapsed() < Duration::from_secs(60),
                "the callbacks return"
            );
            thread::yield_now();
        }
        let allocations = self.allocations.load(Ordering::Relaxed);
        (allocations / CALLS, system_calls::made().0)
    }
}

/// Makes a device whose script makes the calls, opens it, parks a task on it, and looks.
fn watched<S: StreamControl>(
    device: fn(Script) -> Scripted,
    call: fn(&mut Caller),
    open: fn(&Device, SupportedStreamConfig) -> S,
    park: fn(&mut S),
) -> (u64, u64) {
    let seen = Arc::new(Seen::default());
    let watcher = Arc::clone(&seen);
    let (device, _, supported) = device(Box::new(move |caller| watcher.watch(caller, call)));
    let mut stream = open(&device, supported);
    park(&mut stream);
    stream.play().expect("it plays");
    seen.wait()
}

fn microphone(script: Script) -> Scripted {
    microphone_of(SampleFormat::I16, MONO, script)
}

fn speaker(script: Script) -> Scripted {
    speaker_of(SampleFormat::I16, MONO, script)
}

fn bring(caller: &mut Caller) {
    caller.data(&BLOCK);
}

fn park<T: Copy>(capture: &mut Capture<T, Stream>) {
    assert!(poll(capture.next()).is_pending());
}

/// One after another: the calls of the system are counted for the whole process.
#[test]
fn the_callbacks_leave_allocator_and_system_alone() {
    let input = watched(
        microphone,
        bring,
        |device, _| device.input_stream::<i16>(MONO, None).unwrap(),
        park,
    );
    let raw = watched(
        microphone,
        bring,
        |device, _| {
            let options = CaptureOptions::new();
            options.open_raw(device, MONO, SampleFormat::I16).unwrap()
        },
        park,
    );
    let converted = watched(
        microphone,
        bring,
        |device, config| CaptureOptions::new().open_f32(device, config).unwrap(),
        park,
    );
    assert_eq!([input, raw, converted], [(0, 0); 3]);

    // The script itself makes the slice that is filled, and drops it.
    let ask = |caller: &mut Caller| drop(black_box(caller.ask(BLOCK.len(), 0_i16)));
    let output = watched(
        speaker,
        ask,
        |device, _| device.output_stream::<i16>(MONO, None).unwrap(),
        |playback| assert!(poll(playback.write(&[7; 1_000_000])).is_pending()),
    );
    let converted = watched(
        speaker,
        ask,
        |device, config| PlaybackOptions::new().open_f32(device, config).unwrap(),
        |playback| assert!(poll(playback.write(&[0.5; 1_000_000])).is_pending()),
    );
    assert_eq!([output, converted], [(2, 0); 2]);

    let mistaken = |caller: &mut Caller| {
        drop(black_box(Box::new(1_u8)));
        thread::yield_now();
        bring(caller);
    };
    let open = |device: &Device, _| device.input_stream::<i16>(MONO, None).unwrap();
    assert_eq!(watched(microphone, mistaken, open, park), (2, CALLS));
}
