//! Every interleaving of a feed, in small.
//!
//! `RUSTFLAGS="--cfg loom" cargo test -p asyncify-runtime --release --test loom_feed`
#![cfg(loom)]

#[path = "common/model.rs"]
mod model;

use std::time::Duration;

use asyncify_runtime::{
    ErrorSender, Feed, FeedError, FeedOptions, FeedReader, Wake, feed, feed_with_errors,
};
use loom::future::block_on;
use loom::thread;
use model::{model, model_within, poll};

const DIRECT: FeedOptions = FeedOptions::new().buffer(2).wake(Wake::Direct);
const TICK: FeedOptions = DIRECT.wake(Wake::Tick(Duration::from_millis(1)));

fn opened(options: FeedOptions) -> (Feed<u8>, FeedReader<u8>) {
    let mut kept = None;
    let feed = feed(options, |source| kept = Some(source));
    (feed, kept.unwrap())
}

fn checked(options: FeedOptions) -> (Feed<u8, (), u8>, FeedReader<u8>, ErrorSender<u8>) {
    let mut kept = None;
    let feed = feed_with_errors(options, |source, errors| kept = Some((source, errors)));
    let (source, errors) = kept.unwrap();
    (feed, source, errors)
}

/// Takes what is there, and gives the reader back.
fn taking(source: FeedReader<u8>, samples: usize) -> thread::JoinHandle<(FeedReader<u8>, Vec<u8>)> {
    thread::spawn(move || {
        let mut block = vec![0; samples];
        source.fill(&mut block);
        (source, block)
    })
}

/// A callback that makes room finds the task that parks, or the task finds the room.
#[test]
fn room_races_a_task_that_parks() {
    model(|| {
        let (mut feed, source) = opened(DIRECT);
        assert_eq!(feed.try_write(&[1, 2]), Ok(2));
        let callback = taking(source, 2);
        assert_eq!(block_on(feed.write(&[3])), Ok(()));
        let (source, block) = callback.join().unwrap();
        assert_eq!(block, [1, 2]);
        assert_eq!((source.read(&mut [0; 2]), feed.taken()), (1, 3));
    });
}

/// What is written comes in order, and a call that is short counts what it lacks.
#[test]
fn samples_race_a_callback_that_takes_them() {
    model(|| {
        let (mut feed, source) = opened(DIRECT);
        let callback = taking(source, 2);
        assert_eq!(block_on(feed.write(&[1, 2])), Ok(()));
        let (source, mut heard) = callback.join().unwrap();
        let silence = heard.iter().filter(|sample| **sample == 0).count();
        assert_eq!(feed.silence(), silence as u64);
        assert_eq!(feed.underruns(), u64::from(silence > 0));
        heard.resize(2 - silence, 0);
        let mut rest = vec![0; silence];
        assert_eq!(source.read(&mut rest), silence);
        heard.extend(rest);
        assert_eq!(heard, [1, 2]);
    });
}

/// With `every(2)`, a callback that leaves the ring empty wakes all the same.
#[test]
fn an_empty_ring_races_a_task_that_parks() {
    model(|| {
        let (mut feed, source) = opened(DIRECT.wake(Wake::Every(2)));
        assert_eq!(feed.try_write(&[1, 2]), Ok(2));
        let callback = taking(source, 2);
        assert_eq!(block_on(feed.write(&[3])), Ok(()));
        drop(callback.join().unwrap());
    });
}

/// `drain` resolves when the callback has taken everything.
#[test]
fn drain_races_the_last_call() {
    model(|| {
        let (mut feed, source) = opened(DIRECT);
        assert_eq!(feed.try_write(&[1, 2]), Ok(2));
        let callback = taking(source, 2);
        assert_eq!(block_on(feed.drain()), Ok(()));
        assert_eq!(feed.taken(), 2);
        drop(callback.join().unwrap());
    });
}

/// `drain` resolves without an error when the callback has taken everything, be it the last that it did.
#[test]
fn drain_races_a_callback_that_takes_all_and_ends() {
    model(|| {
        let (mut feed, source) = opened(DIRECT);
        assert_eq!(feed.try_write(&[1, 2]), Ok(2));
        let callback = thread::spawn(move || assert_eq!(source.read(&mut [0; 2]), 2));
        assert_eq!(block_on(feed.drain()), Ok(()));
        callback.join().unwrap();
    });
}

/// A reader that is dropped wakes the task that waits for room.
#[test]
fn the_end_races_a_task_that_parks() {
    model(|| {
        let (mut feed, source) = opened(DIRECT);
        assert_eq!(feed.try_write(&[1, 2]), Ok(2));
        let callback = thread::spawn(move || drop(source));
        assert_eq!(block_on(feed.write(&[3])), Err(FeedError::Closed));
        callback.join().unwrap();
    });
}

/// A fatal error is told once, by the call that waits.
#[test]
fn a_fatal_error_races_a_task_that_parks() {
    model(|| {
        let (mut feed, source, errors) = checked(DIRECT);
        assert_eq!(feed.try_write(&[1, 2]), Ok(2));
        let failing = thread::spawn(move || errors.fail_fatal(9));
        assert_eq!(block_on(feed.write(&[3])), Err(FeedError::Failed(9)));
        assert_eq!(block_on(feed.write(&[3])), Err(FeedError::Closed));
        failing.join().unwrap();
        drop(source);
    });
}

/// A feed that is dropped while the callback fills.
#[test]
fn drop_races_a_call() {
    model(|| {
        let (mut feed, source) = opened(DIRECT);
        assert_eq!(feed.try_write(&[1, 2]), Ok(2));
        assert!(poll(&mut Box::pin(feed.write(&[3]))).is_pending());
        let callback = taking(source, 2);
        drop(feed);
        let (_, block) = callback.join().unwrap();
        assert!(block == [1, 2] || block == [0, 0]);
    });
}

/// A callback that may block waits until there is a sample.
#[test]
fn samples_race_a_callback_that_waits() {
    model(|| {
        let (mut feed, source) = opened(DIRECT);
        // Who has polled is the consumer, for which a callback may wait.
        assert_eq!(block_on(feed.flush()), Ok(()));
        let callback = thread::spawn(move || {
            let mut block = [0; 2];
            source.read_blocking(&mut block)
        });
        assert_eq!(feed.try_write(&[1]), Ok(1));
        assert_eq!(callback.join().unwrap(), 1);
    });
}

/// A callback that waits is let go of when the feed is.
#[test]
fn drop_races_a_callback_that_waits() {
    model(|| {
        let (mut feed, source) = opened(DIRECT);
        assert_eq!(block_on(feed.flush()), Ok(()));
        let callback = thread::spawn(move || source.read_blocking(&mut [0; 2]));
        drop(feed);
        assert_eq!(callback.join().unwrap(), 0);
    });
}

/// The callback wakes nobody: the ticker finds the task that parks, or the task finds the room.
#[test]
fn room_races_the_ticker_and_a_task_that_parks() {
    model_within(2, || {
        let (mut feed, source) = opened(TICK);
        assert_eq!(feed.try_write(&[1, 2]), Ok(2));
        let callback = taking(source, 1);
        assert_eq!(block_on(feed.write(&[3])), Ok(()));
        drop(callback.join().unwrap());
    });
}

/// An error that ends nothing wakes the task that waits for one, without the ticker.
#[test]
fn an_error_races_a_task_that_parks() {
    model(|| {
        let (mut feed, source, errors) = checked(TICK);
        let failing = thread::spawn(move || {
            errors.fail(9);
            errors
        });
        assert_eq!(block_on(feed.next_error()), Some(9));
        drop((failing.join().unwrap(), source));
    });
}
