//! The policies of streams, and what wakes their tasks, in every interleaving, in small.
//!
//! `RUSTFLAGS="--cfg loom" cargo test -p asyncify-runtime --release --test loom_overflow`
#![cfg(loom)]

#[path = "common/model.rs"]
mod model;

use std::time::Duration;

use asyncify_runtime::{
    Emitter, EventStream, Lagged, Overflow, StreamOptions, Wake, lossy_stream_local, stream_local,
};
use loom::future::block_on;
use loom::thread;
use model::{model, model_within, next};

const UNBOUNDED: StreamOptions = StreamOptions::new();

const fn bounded(items: usize, overflow: Overflow) -> StreamOptions {
    UNBOUNDED.buffer(items).overflow(overflow)
}

fn opened<T>(options: StreamOptions) -> (EventStream<T>, Emitter<T>) {
    let mut kept = None;
    let stream = stream_local(options, |events: Emitter<T>| kept = Some(events));
    (stream, kept.unwrap())
}

/// Emits values while the stream is polled; gives what came, losses included.
fn raced(options: StreamOptions, values: u64) -> Vec<Result<u64, Lagged>> {
    let mut kept = None;
    let mut stream = lossy_stream_local(options, |events| kept = Some(events));
    let emitter: Emitter<Result<u64, Lagged>> = kept.unwrap();
    let callback = thread::spawn(move || (0..values).for_each(|value| _ = emitter.emit(Ok(value))));
    let mut items = Vec::new();
    while let Some(item) = block_on(next(&mut stream)) {
        items.push(item);
    }
    callback.join().unwrap();
    items
}

/// Each value is there in its turn, or in a gap that is where it would have been.
fn assert_accounted(items: &[Result<u64, Lagged>], values: u64) {
    let mut expected = 0;
    for item in items {
        match item {
            Ok(value) => {
                assert_eq!(*value, expected);
                expected += 1;
            }
            Err(Lagged { lost }) => expected += lost,
        }
    }
    assert_eq!(expected, values);
}

/// `unbounded`: what is taken over at a time is followed by what comes meanwhile.
#[test]
fn unbounded_loses_nothing() {
    model(|| {
        let items = raced(UNBOUNDED, 3);
        assert_eq!(items, [Ok(0), Ok(1), Ok(2)]);
    });
}

/// `drop_newest`: a value finds room that the consumer has made, or is in the gap.
#[test]
fn drop_newest_races_poll() {
    model(|| {
        let items = raced(bounded(1, Overflow::DropNewest), 3);
        assert_eq!(items[0], Ok(0));
        assert_accounted(&items, 3);
    });
}

/// `drop_oldest`: a value is taken or makes room, never both; the newest always comes.
#[test]
fn drop_oldest_races_poll() {
    model(|| {
        let items = raced(bounded(2, Overflow::DropOldest), 3);
        assert_eq!(items.last(), Some(&Ok(2)));
        assert_accounted(&items, 3);
    });
}

/// `latest`: what is not the newest may be lost; the newest always comes.
#[test]
fn latest_races_poll() {
    model(|| {
        let items = raced(bounded(1, Overflow::Latest), 3);
        assert_eq!(items.last(), Some(&Ok(2)));
        assert_accounted(&items, 3);
    });
}

/// `block`: room that the consumer makes without the lock is found by who waits, or who is about to.
#[test]
fn block_loses_nothing() {
    model_within(2, || {
        let items = raced(bounded(2, Overflow::Block), 4);
        assert_eq!(items, [Ok(0), Ok(1), Ok(2), Ok(3)]);
    });
}

/// `block`: a task that stops polling has let in one callback for each item it took.
#[test]
fn room_for_one_lets_one_in() {
    model(|| {
        let (mut stream, emitter) = opened(bounded(2, Overflow::Block));
        assert!(emitter.emit(0));
        assert!(emitter.emit(1));
        let callback = thread::spawn(move || {
            assert!(emitter.emit(2));
            emitter
        });
        assert_eq!(block_on(next(&mut stream)), Some(0));
        // Nobody polls meanwhile.
        let _emitter = callback.join().unwrap();
        assert_eq!(stream.backlog(), 2);
    });
}

/// `block`: of two callbacks that wait, none is forgotten.
#[test]
fn two_blocked_callbacks_go_on() {
    model_within(2, || {
        let (mut stream, emitter) = opened(bounded(1, Overflow::Block));
        assert!(emitter.emit(0));
        let callbacks = [1, 2].map(|value| {
            let emitter = emitter.clone();
            thread::spawn(move || assert!(emitter.emit(value)))
        });
        let sum = (0..3)
            .map(|_| block_on(next(&mut stream)).unwrap())
            .sum::<u8>();
        assert_eq!(sum, 3);
        callbacks
            .into_iter()
            .for_each(|callback| callback.join().unwrap());
    });
}

/// An error comes where it happened, also among items that were taken over at a time.
#[test]
fn an_error_stays_in_its_place() {
    model(|| {
        let (mut stream, emitter) = opened::<Result<u8, u8>>(UNBOUNDED);
        let callback = thread::spawn(move || {
            emitter.emit(Ok(0));
            emitter.emit(Ok(1));
            emitter.fail(2);
            emitter.emit(Ok(3));
        });
        for expected in [Ok(0), Ok(1), Err(2), Ok(3)] {
            assert_eq!(block_on(next(&mut stream)), Some(expected));
        }
        assert_eq!(block_on(next(&mut stream)), None);
        callback.join().unwrap();
    });
}

/// `every(2)`: the second value wakes the task that the first has let sleep.
#[test]
fn the_second_value_wakes() {
    model(|| {
        let (mut stream, emitter) = opened(UNBOUNDED.wake(Wake::Every(2)));
        let callback = thread::spawn(move || {
            (1..=3).for_each(|value| _ = emitter.emit(value));
            emitter
        });
        // The emitter lives, so that no end wakes the task.
        let first = block_on(next(&mut stream));
        assert_eq!((first, block_on(next(&mut stream))), (Some(1), Some(2)));
        callback.join().unwrap();
    });
}

/// `tick`: the ticker finds the value that came to a task that was about to park.
#[test]
fn the_ticker_wakes() {
    model_within(2, || {
        let options = UNBOUNDED.wake(Wake::Tick(Duration::from_millis(1)));
        let (mut stream, emitter) = opened(options);
        let callback = thread::spawn(move || {
            emitter.emit(1);
            emitter
        });
        assert_eq!(block_on(next(&mut stream)), Some(1));
        callback.join().unwrap();
    });
}

/// `tick`: a full buffer wakes by itself, and lets the callback that it blocks go on.
#[test]
fn a_full_buffer_does_not_wait_for_the_ticker() {
    model_within(2, || {
        let options = bounded(1, Overflow::Block).wake(Wake::Tick(Duration::MAX));
        let (mut stream, emitter) = opened(options);
        let callback = thread::spawn(move || {
            emitter.emit(1);
            emitter.emit(2);
            emitter
        });
        let first = block_on(next(&mut stream));
        assert_eq!((first, block_on(next(&mut stream))), (Some(1), Some(2)));
        callback.join().unwrap();
    });
}
