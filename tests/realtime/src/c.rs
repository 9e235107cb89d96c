//! The same lanes for C, which calls a function with a user-data word: wrappers that the macro writes,
//! and others by hand.
#![allow(unsafe_code, reason = "C lends its samples by a pointer")]

use std::cell::Cell;
use std::ffi::c_void;
use std::hint::spin_loop;
use std::ptr::without_provenance_mut;
use std::slice;
use std::sync::Mutex;

use asyncify::ffi::{self, Key};
use asyncify::{
    Duplex, Feed, FeedOptions, FeedReader, FrameOptions, FrameStream, FrameWriter, asyncify, feed,
    frames,
};

use crate::scene::{BLOCK, Callback, ROOM};

type Bring = extern "C" fn(*const f32, usize, u64, *mut c_void);
type Fill = extern "C" fn(*mut f32, usize, *mut c_void);
type Exchange = extern "C" fn(*const f32, *mut f32, usize, *mut c_void);

/// What a library of C would do.
mod library {
    use super::*;

    thread_local! {
        // What it was given last: a function, and the word to call it with.
        pub(super) static BRING: Cell<Option<(Bring, usize)>> = const { Cell::new(None) };
        pub(super) static FILL: Cell<Option<(Fill, usize)>> = const { Cell::new(None) };
        pub(super) static EXCHANGE: Cell<Option<(Exchange, usize)>> = const { Cell::new(None) };
    }

    #[unsafe(no_mangle)]
    extern "C" fn realtime_capture(bring: Bring, data: *mut c_void) {
        BRING.set(Some((bring, data.addr())));
    }

    #[unsafe(no_mangle)]
    extern "C" fn realtime_play(fill: Fill, data: *mut c_void) {
        FILL.set(Some((fill, data.addr())));
    }

    #[unsafe(no_mangle)]
    extern "C" fn realtime_exchange(exchange: Exchange, data: *mut c_void) {
        EXCHANGE.set(Some((exchange, data.addr())));
    }
}

#[asyncify(frames, buffer = ROOM)]
unsafe extern "C" {
    safe fn realtime_capture(
        #[map(|samples, count, time| -> (&[f32], u64) {
            // SAFETY: the library lends this many samples.
            (unsafe { slice::from_raw_parts(samples, count) }, time)
        })]
        bring: extern "C" fn(*const f32, usize, u64, *mut c_void),
        #[user_data] data: *mut c_void,
    );
}

#[asyncify(feed, buffer = ROOM)]
unsafe extern "C" {
    safe fn realtime_play(
        #[map(|samples, count| -> &mut [f32] {
            // SAFETY: the library lends this many samples.
            unsafe { slice::from_raw_parts_mut(samples, count) }
        })]
        fill: extern "C" fn(*mut f32, usize, *mut c_void),
        #[user_data] data: *mut c_void,
    );

    safe fn realtime_exchange(
        #[map(|input, output, count| -> (&[f32], &mut [f32], u64) {
            // SAFETY: the library lends this many samples of each.
            unsafe {
                let input = slice::from_raw_parts(input, count);
                (input, slice::from_raw_parts_mut(output, count), 7)
            }
        })]
        exchange: extern "C" fn(*const f32, *mut f32, usize, *mut c_void),
        #[user_data] data: *mut c_void,
    );
}

/// Calls for as long as it is called itself.
fn bringing(bring: Bring, word: usize) -> Callback {
    Box::new(move || bring(BLOCK.as_ptr(), BLOCK.len(), 7, without_provenance_mut(word)))
}

fn filling(fill: Fill, word: usize) -> Callback {
    let mut block = BLOCK;
    Box::new(move || {
        fill(
            block.as_mut_ptr(),
            block.len(),
            without_provenance_mut(word),
        );
    })
}

pub(crate) fn microphone() -> (FrameStream<f32, u64>, Callback) {
    let stream = realtime_capture_stream();
    let (bring, word) = library::BRING.take().expect("it is started");
    (stream, bringing(bring, word))
}

pub(crate) fn loudspeaker() -> (Feed<f32>, Callback) {
    let feed = realtime_play_feed();
    let (fill, word) = library::FILL.take().expect("it is started");
    (feed, filling(fill, word))
}

pub(crate) fn both() -> (Duplex<f32, f32, u64>, Callback) {
    let both = realtime_exchange_feed();
    let (exchange, word) = library::EXCHANGE.take().expect("it is started");
    let mut output = BLOCK;
    let callback = move || {
        let output = output.as_mut_ptr();
        exchange(
            BLOCK.as_ptr(),
            output,
            BLOCK.len(),
            without_provenance_mut(word),
        );
    };
    (both, Box::new(callback))
}

type Writer = FrameWriter<f32, u64>;
type Microphone = FrameStream<f32, u64, Key<Mutex<Writer>>>;
type Loudspeaker = Feed<f32, Key<Mutex<FeedReader<f32>>>>;

/// The callback takes so long that the consumer acts while it is inside.
pub(crate) fn slow_microphone() -> (Microphone, Callback) {
    microphone_by_hand(|writer| Key::new(Mutex::new(writer)))
}

/// The key is the consumer's thread's own, so each call is refused.
pub(crate) fn microphone_of_another_thread() -> (Microphone, Callback) {
    microphone_by_hand(|writer| Key::here(Mutex::new(writer)))
}

fn microphone_by_hand(start: fn(Writer) -> Key<Mutex<Writer>>) -> (Microphone, Callback) {
    extern "C" fn bring(samples: *const f32, count: usize, time: u64, data: *mut c_void) {
        ffi::write(data, || {
            (0..200).for_each(|_| spin_loop());
            // SAFETY: the library lends this many samples.
            (unsafe { slice::from_raw_parts(samples, count) }, time)
        });
    }
    let options = FrameOptions::new().buffer(ROOM);
    let stream = frames(options, start);
    let word = stream.handle().as_ptr().addr();
    (stream, bringing(bring, word))
}

pub(crate) fn loudspeaker_by_hand() -> (Loudspeaker, Callback) {
    extern "C" fn fill(samples: *mut f32, count: usize, data: *mut c_void) {
        ffi::fill(data, || {
            // SAFETY: the library lends this many samples.
            unsafe { slice::from_raw_parts_mut(samples, count) }
        });
    }
    let options = FeedOptions::new().buffer(ROOM);
    let feed = feed(options, |reader| Key::new(Mutex::new(reader)));
    let word = feed.handle().as_ptr().addr();
    (feed, filling(fill, word))
}
