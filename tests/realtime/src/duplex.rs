//! What goes both ways.

use std::sync::mpsc::{Sender, channel};

use asyncify::{Duplex, DuplexPort, FeedOptions, FrameOptions, asyncify, duplex};
use futures::StreamExt;

use crate::c;
use crate::scene::{Act, BLOCK, Callback, Make, ROOM, Scene, all};
use crate::task::poll;

type Both = Duplex<f32, f32, u64>;

const MORE: [f32; 2 * ROOM] = [0.5; 2 * ROOM];

const LANES: &[(&str, Make<Both>)] = &[
    ("a duplex", by_hand),
    ("a duplex of the macro", generated),
    ("a duplex of the macro, for C", c::both),
];

const ACTS: &[(&str, Act<Both>)] = &[
    ("does nothing", |both| Box::new(both)),
    ("echoes a block, or parks", |mut both| {
        let frame = poll(both.input().next());
        let written = both.output().try_write(&BLOCK);
        assert_eq!(written.ok(), Some(BLOCK.len()));
        drop(frame);
        Box::new(both)
    }),
    (
        "writes more than there is room for, and parks",
        |mut both| {
            let _ = poll(both.output().write(&MORE));
            Box::new(both)
        },
    ),
    ("closes", |mut both| {
        let _ = poll(both.close());
        Box::new(both)
    }),
    ("goes, one half after the other", |both| {
        let (input, output) = both.split();
        drop(input);
        drop(output);
        Box::new(())
    }),
];

pub(crate) fn scenes() -> Vec<Scene> {
    all(LANES, ACTS)
}

fn by_hand() -> (Both, Callback) {
    let mut given = None;
    let both = duplex(
        FrameOptions::new().buffer(ROOM),
        FeedOptions::new().buffer(ROOM),
        |port: DuplexPort<f32, f32, u64>| given = Some(port),
    );
    let port = given.expect("it is started");
    let exchange =
        move |input: &[f32], output: &mut [f32], time| port.exchange(input, output, time);
    (both, exchanging(exchange))
}

/// What an API is given.
type Exchange = Box<dyn FnMut(&[f32], &mut [f32], u64) + Send>;

#[asyncify(feed, buffer = ROOM)]
fn both_ways(
    api: Sender<Exchange>,
    callback: impl FnMut(&[f32], &mut [f32], u64) + Send + 'static,
) {
    api.send(Box::new(callback)).expect("it is received");
}

fn generated() -> (Both, Callback) {
    let (api, given) = channel();
    let both = both_ways(api);
    (both, exchanging(given.recv().expect("it is started")))
}

fn exchanging(mut exchange: impl FnMut(&[f32], &mut [f32], u64) + Send + 'static) -> Callback {
    let mut output = BLOCK;
    Box::new(move || exchange(&BLOCK, &mut output, 7))
}
