//! Feeds.

use std::sync::mpsc::{Sender, channel};

use asyncify::{Feed, FeedOptions, FeedReader, asyncify, feed};

use crate::c;
use crate::scene::{Act, BLOCK, Callback, Make, ROOM, Scene, all};
use crate::task::poll;

type Loudspeaker<H = ()> = Feed<f32, H>;

const MORE: [f32; 2 * ROOM] = [0.5; 2 * ROOM];

const LANES: &[(&str, Make<Loudspeaker>)] = &[
    ("a feed", by_hand),
    ("a feed of the macro", generated),
    ("a feed of the macro, for C", c::loudspeaker),
];

fn acts<H: 'static>() -> [(&'static str, Act<Loudspeaker<H>>); 6] {
    [
        ("does nothing", |feed| Box::new(feed)),
        ("writes a block", |mut feed| {
            let written = feed.try_write(&BLOCK);
            assert_eq!(written.ok(), Some(BLOCK.len()));
            Box::new(feed)
        }),
        (
            "writes more than there is room for, and parks",
            |mut feed| {
                let _ = poll(feed.write(&MORE));
                Box::new(feed)
            },
        ),
        ("parks in one task after another", |mut feed| {
            for _ in 0..2 {
                let _ = poll(feed.write(&MORE));
            }
            Box::new(feed)
        }),
        ("closes", |mut feed| {
            let _ = feed.try_write(&BLOCK);
            let _ = poll(feed.close());
            Box::new(feed)
        }),
        ("goes", |mut feed| {
            let _ = feed.try_write(&BLOCK);
            drop(feed);
            Box::new(())
        }),
    ]
}

pub(crate) fn scenes() -> Vec<Scene> {
    let by_key = [("a feed by a key", c::loudspeaker_by_hand as Make<_>)];
    let mut scenes = all(LANES, &acts());
    scenes.extend(all(&by_key, &acts()));
    scenes
}

fn by_hand() -> (Loudspeaker, Callback) {
    let mut given = None;
    let feed = feed(
        FeedOptions::new().buffer(ROOM),
        |reader: FeedReader<f32>| {
            given = Some(reader);
        },
    );
    let reader = given.expect("it is started");
    (feed, filling(move |block| reader.fill(block)))
}

/// What an API is given.
type Fill = Box<dyn FnMut(&mut [f32]) + Send>;

#[asyncify(feed, buffer = ROOM)]
fn loudspeaker(api: Sender<Fill>, callback: impl FnMut(&mut [f32]) + Send + 'static) {
    api.send(Box::new(callback)).expect("it is received");
}

fn generated() -> (Loudspeaker, Callback) {
    let (api, given) = channel();
    let feed = loudspeaker(api);
    (feed, filling(given.recv().expect("it is started")))
}

fn filling(mut fill: impl FnMut(&mut [f32]) + Send + 'static) -> Callback {
    let mut block = BLOCK;
    Box::new(move || fill(&mut block))
}
