//! Streams of frames.

use std::sync::mpsc::{Sender, channel};

use asyncify::{FrameOptions, FrameStream, FrameWriter, asyncify, frames};
use futures::StreamExt;

use crate::c;
use crate::scene::{Act, BLOCK, Callback, Make, ROOM, Scene, all};
use crate::task::poll;

type Microphone<H = ()> = FrameStream<f32, u64, H>;

const LANES: &[(&str, Make<Microphone>)] = &[
    ("frames", by_hand),
    ("frames of the macro", || generated(microphone)),
    ("frames of the macro, mapped", || generated(mapped)),
    ("frames of the macro, for C", c::microphone),
];

fn acts<H: 'static>() -> [(&'static str, Act<Microphone<H>>); 5] {
    [
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
            let _ = poll(stream.close());
            Box::new(stream)
        }),
        ("goes", |stream| {
            drop(stream);
            Box::new(())
        }),
    ]
}

pub(crate) fn scenes() -> Vec<Scene> {
    let by_key = [
        ("frames by a key, slowly", c::slow_microphone as Make<_>),
        (
            "frames by a key of another thread",
            c::microphone_of_another_thread,
        ),
    ];
    let mut scenes = all(LANES, &acts());
    scenes.extend(all(&by_key, &acts()));
    scenes
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
