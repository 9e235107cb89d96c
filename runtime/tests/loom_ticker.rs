//! Every interleaving of the ticker, in small. Its thread takes part in the models of this file: it
//! starts when a task parks, and ends when none does any more.
//!
//! `RUSTFLAGS="--cfg loom" cargo test -p asyncify-runtime --release --test loom_ticker`
#![cfg(loom)]

#[path = "common/model.rs"]
mod model;

use std::time::Duration;

use asyncify_runtime::{
    Emitter, FrameOptions, FrameStream, FrameWriter, StreamOptions, Wake, frames, stream,
};
use loom::future::block_on;
use loom::thread;
use model::{model, model_within, next, poll};

const TICK: Wake = Wake::Tick(Duration::from_millis(1));

fn opened() -> (FrameStream<u8>, FrameWriter<u8>) {
    let mut kept = None;
    let options = FrameOptions::new().buffer(4).wake(TICK);
    let stream = frames(options, |writer| kept = Some(writer));
    (stream, kept.unwrap())
}

/// The callback wakes nobody: the ticker finds the task that parks, or the task finds the block.
#[test]
fn a_block_races_the_ticker_and_a_task_that_parks() {
    model(|| {
        let (mut stream, writer) = opened();
        let callback = thread::spawn(move || {
            writer.write(&[7, 8], ());
            writer
        });
        assert_eq!(block_on(next(&mut stream)).unwrap()[..], [7, 8]);
        drop(callback.join().unwrap());
    });
}

/// A task that parks again just when the ticker looks is woken for what comes then.
#[test]
fn a_task_that_parks_again_races_the_ticker() {
    model_within(2, || {
        let (mut stream, writer) = opened();
        let callback = thread::spawn(move || {
            writer.write(&[1], ());
            writer.write(&[2], ());
            writer
        });
        assert_eq!(block_on(next(&mut stream)).unwrap()[..], [1]);
        assert_eq!(block_on(next(&mut stream)).unwrap()[..], [2]);
        drop(callback.join().unwrap());
    });
}

/// A task that an error has woken parks again, just when the ticker finds it gone.
#[test]
fn a_task_that_was_woken_otherwise_races_the_ticker() {
    model_within(2, || {
        let mut kept = None;
        let options = StreamOptions::new().wake(TICK);
        let mut events = stream(options, |emitter: Emitter<Result<u8, u8>>| {
            kept = Some(emitter)
        });
        let emitter = kept.unwrap();
        let callback = thread::spawn(move || {
            emitter.fail(1);
            assert!(emitter.emit(Ok(2)));
            emitter
        });
        assert_eq!(block_on(next(&mut events)), Some(Err(1)));
        assert_eq!(block_on(next(&mut events)), Some(Ok(2)));
        drop(callback.join().unwrap());
    });
}

/// The end does not wait for the ticker.
#[test]
fn the_end_races_the_ticker() {
    model(|| {
        let (mut stream, writer) = opened();
        let callback = thread::spawn(move || drop(writer));
        assert!(block_on(next(&mut stream)).is_none());
        callback.join().unwrap();
    });
}

/// A stream that is dropped just when the ticker looks at it.
#[test]
fn drop_races_the_ticker() {
    model(|| {
        let (mut stream, writer) = opened();
        assert!(poll(&mut Box::pin(next(&mut stream))).is_pending());
        let dropping = thread::spawn(move || drop(stream));
        writer.write(&[1], ());
        dropping.join().unwrap();
    });
}

/// Two tasks that park share the thread, and each is woken for its own block.
#[test]
fn two_tasks_race_the_ticker() {
    model_within(1, || {
        let (mut stream, writer) = opened();
        let (mut other, other_writer) = opened();
        let callback = thread::spawn(move || {
            writer.write(&[1], ());
            other_writer.write(&[2], ());
            (writer, other_writer)
        });
        assert_eq!(block_on(next(&mut other)).unwrap()[..], [2]);
        assert_eq!(block_on(next(&mut stream)).unwrap()[..], [1]);
        drop(callback.join().unwrap());
    });
}
