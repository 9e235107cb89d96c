//! Feeds: a task that writes, and a callback that fills slices.

use std::sync::Arc;
use std::thread;

use asyncify_runtime::{Feed, FeedError, FeedOptions, FeedReader, feed};
use fastrand::Rng;
use futures::executor::block_on;

use crate::Counts;
use crate::pace::{Pace, Stop, wake};

/// What no sample is.
const SILENCE: u64 = u64::MAX;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Ending {
    /// The writer waits until all is taken.
    Drain,
    Close,
    Drop,
    /// The callback leaves first.
    Leave,
}

pub(crate) fn episode(rng: &mut Rng) -> Counts {
    let buffer = 1 << rng.u32(..14);
    let options = FeedOptions::new()
        .buffer(buffer)
        .wake(wake(rng))
        .silence(SILENCE);
    let longest = rng.usize(1..=4096);
    let endings = [
        Ending::Drain,
        Ending::Drain,
        Ending::Close,
        Ending::Drop,
        Ending::Leave,
    ];
    let ending = endings[rng.usize(..endings.len())];
    let stop = Arc::new(Stop::default());
    let mut callback = None;
    let feed = feed(options, |source| {
        let fills = Fills {
            source,
            ending,
            longest: rng.usize(1..=4096),
            pace: Pace::drawn(rng),
            stop: Arc::clone(&stop),
            rng: rng.fork(),
            taken: 0,
            silence: 0,
            short: 0,
        };
        callback = Some(thread::spawn(|| fills.run()));
    });
    let writer = Writer {
        feed,
        ending,
        longest,
        pace: Pace::drawn(rng),
        stop: Arc::clone(&stop),
        rng: rng.fork(),
    };
    let writer = thread::spawn(|| block_on(writer.run()));
    stop.after_a_while(rng, || false);
    let callback = callback.expect("the API was started");
    let filled = callback.join().expect("a thread that panics ends the soak");
    let written = writer.join().expect("a thread that panics ends the soak");
    assert!(filled.taken <= written.samples, "nothing is made up");
    if ending == Ending::Drain {
        assert_eq!(
            filled.taken, written.samples,
            "all that was written is taken"
        );
    }
    if let Some(feed) = written.feed {
        assert_eq!(feed.taken(), filled.taken);
        // The callback can't tell whether the feed was closed before or after it was short.
        let unsure = feed.underruns() - filled.short;
        assert!(unsure == 1 || (unsure == 0 && feed.silence() == filled.silence));
    }
    Counts {
        arrived: filled.taken,
        lost: written.samples - filled.taken,
    }
}

struct Writer {
    feed: Feed<u64>,
    ending: Ending,
    longest: usize,
    pace: Pace,
    stop: Arc<Stop>,
    rng: Rng,
}

struct Written {
    samples: u64,
    /// Unless it was dropped.
    feed: Option<Feed<u64>>,
}

impl Writer {
    /// Writes sequence numbers.
    async fn run(mut self) -> Written {
        let mut block = vec![0; self.longest];
        loop {
            let length = self.rng.usize(1..=self.longest);
            let start = self.feed.written();
            for (sample, number) in block[..length].iter_mut().zip(start..) {
                *sample = number;
            }
            let over = match self.rng.bool() {
                true => self.feed.write(&block[..length]).await,
                false => self.feed.try_write(&block[..length]).map(drop),
            };
            if over == Err(FeedError::Closed) {
                assert_eq!(self.ending, Ending::Leave);
                break;
            }
            self.pace.step();
            if self.stop.is_set() && self.ending != Ending::Leave {
                break;
            }
        }
        let samples = self.feed.written();
        match self.ending {
            Ending::Drain => self.feed.drain().await.expect("all is taken"),
            Ending::Close => {}
            Ending::Leave => {
                return Written {
                    samples,
                    feed: Some(self.feed),
                };
            }
            Ending::Drop => {
                return Written {
                    samples,
                    feed: None,
                };
            }
        }
        self.feed.close().await;
        Written {
            samples,
            feed: Some(self.feed),
        }
    }
}

struct Fills {
    source: FeedReader<u64>,
    ending: Ending,
    longest: usize,
    pace: Pace,
    stop: Arc<Stop>,
    rng: Rng,
    taken: u64,
    silence: u64,
    short: u64,
}

/// What the callback got.
struct Filled {
    taken: u64,
    silence: u64,
    short: u64,
}

impl Fills {
    fn run(mut self) -> Filled {
        let mut block = vec![0; self.longest];
        while !self.source.is_closed() {
            if self.ending == Ending::Leave && self.stop.is_set() {
                break;
            }
            let length = self.rng.usize(1..=self.longest);
            self.fill(&mut block[..length]);
            self.pace.step();
        }
        let Self {
            taken,
            silence,
            short,
            ..
        } = self;
        Filled {
            taken,
            silence,
            short,
        }
    }

    fn fill(&mut self, block: &mut [u64]) {
        self.source.fill(block);
        let taken = block
            .iter()
            .take_while(|sample| **sample != SILENCE)
            .count();
        let (samples, silence) = block.split_at(taken);
        assert!(samples.iter().copied().eq((self.taken..).take(taken)));
        assert!(silence.iter().all(|sample| *sample == SILENCE));
        self.taken += taken as u64;
        if !silence.is_empty() && !self.source.is_closed() {
            self.short += 1;
            self.silence += silence.len() as u64;
        }
    }
}
