//! A slice to fill: the consumer writes one sample, and waits until it is taken, and again. To fire
//! is to take one.

use std::panic::resume_unwind;
use std::pin::pin;
use std::task::{Context, Poll};

use asyncify_runtime::{Feed, FeedOptions, FeedReader, Wake, feed};

use super::{END, GONE, ONE, PANIC};
use crate::cell::{self, Close, Planned, Seen};
use crate::watch::Handle;
use crate::{Act, Table};

pub(crate) enum Lane {}

pub(crate) struct Writer {
    feed: Feed<u64, Handle>,
    /// The sample in the ring, until it is known to be taken.
    waiting: Option<u64>,
    written: u64,
}

#[rustfmt::skip]
const TABLE: &Table = &[
    //                      poll   move   another during close before during after
    (Act::Fire,            [ONE,   ONE,   ONE,   ONE,   ONE,   GONE,  GONE,  GONE]),
    // The second sample is not there yet, or may just be.
    (Act::FireTwice,       [ONE,   ONE,   ONE,   None,  ONE,   GONE,  GONE,  GONE]),
    (Act::Drop,            [END,   END,   END,   END,   END,   GONE,  GONE,  GONE]),
    (Act::PanicInMap,      [PANIC, PANIC, PANIC, PANIC, PANIC, GONE,  GONE,  GONE]),
    // Known before the act.
    (Act::FireAfterClose,  [END,   END,   END,   None,  END,   END,   END,   END]),
    // Nothing is there yet.
    (Act::FireInInitiator, [END,   END,   END,   None,  END,   GONE,  GONE,  GONE]),
    (Act::FireInWake,      [ONE,   ONE,   ONE,   None,  ONE,   GONE,  GONE,  GONE]),
    (Act::FireLast,        [ONE,   ONE,   ONE,   ONE,   ONE,   GONE,  GONE,  GONE]),
    (Act::PanicInLastMap,  [PANIC, PANIC, PANIC, PANIC, PANIC, GONE,  GONE,  GONE]),
    (Act::FireLastInInitiator,
                           [END,   END,   END,   None,  END,   GONE,  END,   END]),
    (Act::FireLastHere,    [ONE,   ONE,   ONE,   None,  ONE,   GONE,  GONE,  GONE]),
];

impl cell::Lane for Lane {
    const NAME: &'static str = "feed";
    const TABLE: &'static Table = TABLE;
    const CLOSE: Option<Close<Self>> = Some(|writer, cx| pin!(writer.feed.close()).poll(cx));
    type Producer = FeedReader<u64>;
    type Consumer = Writer;

    fn open(start: impl FnOnce(Self::Producer) -> Handle + Send + 'static) -> Self::Consumer {
        // The ticker would wake from a thread of its own.
        Writer {
            feed: feed(FeedOptions::new().wake(Wake::Direct), start),
            waiting: None,
            written: 0,
        }
    }

    fn fire(source: &Self::Producer, _number: u64) {
        let mut block = [u64::MAX];
        source.fill(&mut block);
        assert!(block == [0] || block == [1], "silence, or the sample");
    }

    fn fire_panicking(source: &Self::Producer) {
        source.fill_catching(|| resume_unwind(Box::new(Planned)));
    }

    fn is_closed(source: &Self::Producer) -> bool {
        source.is_closed()
    }

    fn poll(writer: &mut Self::Consumer, cx: &mut Context<'_>) -> Poll<Seen> {
        if writer.waiting.is_none() {
            if writer.feed.try_write(&[writer.written + 1]).is_err() {
                return Poll::Ready(Seen::End);
            }
            writer.written += 1;
            writer.waiting = Some(writer.written);
        }
        pin!(writer.feed.drain()).poll(cx).map(|drained| {
            let sample = writer.waiting.take();
            match drained {
                Ok(()) => Seen::Value(sample.expect("a sample was waited for")),
                Err(_closed) => Seen::End,
            }
        })
    }
}
