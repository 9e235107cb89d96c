//! Streams of frames.

use std::sync::mpsc::{Sender, channel};

use asyncify::{FrameOptions, FrameStream, FrameWriter, asyncify, frames};
use futures::StreamExt;

use crate::scene::{Act, Callback, Make, Scene, all};
use crate::task::poll;

type Microphone = FrameStream<f32, u64>;

const BLOCK: [f32; 16] = [0.5; 16];

/// Room for a few blocks.
const ROOM: usize = 4 * BLOCK.len();

const LANES: &[(&str, Make<Microphone>)] = &[
    ("frames", by_hand),
    ("frames of the macro", || generated(microphone)),
    ("frames of the macro, mapped", || generated(mapped)),
];

const ACTS: &[(&str, Act<Microphone>)] = &[
    ("does nothing", |stream| Box::new(stream)),
    ("takes a frame, or parks", |mut stream| {
        let frame = poll(stream.next());
        drop(frame);
        Box::new(stream)
    }),
    ("parks in one task after another", |mut stream| {
        let _ = [poll(stream.next()), poll(stream.next())];
        Box::new(stream)
    }),
    ("closes", |mut stream| {
        let closed = poll(stream.close());
        assert!(closed.is_pending(), "the callback is still there");
        Box::new(stream)
    }),
    ("goes", |stream| {
        drop(stream);
        Box::new(())
    }),
];

pub(crate) fn scenes() -> Vec<Scene> {
    all(LANES, ACTS)
}

fn by_hand() -> (Microphone, Callback) {
    let mut given = None;
    let stream = frames(
        FrameOptions::new().buffer(ROOM),
        |writer: FrameWriter<f32, u64>| {
            given = Some(writer);
        },
    );
    let writer = given.expect("it is started");
    (stream, Box::new(move || writer.write(&BLOCK, 7)))
}

/// What an API is given.
type Bring = Box<dyn FnMut(&[f32], u64) + Send>;

#[asyncify(frames, buffer = ROOM)]
fn microphone(api: Sender<Bring>, callback: impl FnMut(&[f32], u64) + Send + 'static) {
    api.send(Box::new(callback)).expect("it is received");
}

#[asyncify(frames, buffer = ROOM)]
fn mapped(
    api: Sender<Bring>,
    #[map(|samples, time| (&samples[1..], time + 1))] callback: impl FnMut(&[f32], u64) + Send + 'static,
) {
    api.send(Box::new(callback)).expect("it is received");
}

fn generated(open: fn(Sender<Bring>) -> Microphone) -> (Microphone, Callback) {
    let (api, given) = channel();
    let stream = open(api);
    let mut bring = given.recv().expect("it is started");
    (stream, Box::new(move || bring(&BLOCK, 7)))
}
