//! Every interleaving of frames, in small.
//!
//! `RUSTFLAGS="--cfg loom" cargo test -p asyncify-runtime --release --test loom_frames`
#![cfg(loom)]

#[path = "common/model.rs"]
mod model;

use asyncify_runtime::{
    ErrorSender, Frame, FrameOptions, FrameStream, FrameWriter, Wake, frames, frames_with_errors,
};
use loom::future::block_on;
use loom::thread;
use model::{model, model_within, next, poll};

const DIRECT: FrameOptions = FrameOptions::new().buffer(4).wake(Wake::Direct);

fn opened(options: FrameOptions) -> (FrameStream<u8, u8>, FrameWriter<u8, u8>) {
    let mut kept = None;
    let stream = frames(options, |writer| kept = Some(writer));
    (stream, kept.unwrap())
}

type Checked = FrameStream<u8, (), (), Result<Frame<u8>, u8>>;

fn checked(options: FrameOptions) -> (Checked, FrameWriter<u8>, ErrorSender<u8>) {
    let mut kept = None;
    let stream = frames_with_errors(options, |writer, errors| kept = Some((writer, errors)));
    let (writer, errors) = kept.unwrap();
    (stream, writer, errors)
}

/// A block finds the task that parks, or the task finds the block.
#[test]
fn a_block_races_a_task_that_parks() {
    model(|| {
        let (mut stream, writer) = opened(DIRECT);
        let callback = thread::spawn(move || {
            writer.write(&[7, 8], 1);
            writer
        });
        let frame = block_on(next(&mut stream)).unwrap();
        assert_eq!((&frame[..], *frame.info()), (&[7, 8][..], 1));
        drop(callback.join().unwrap());
    });
}

/// Of two blocks, the second one wakes a task that the first one did not: the ticker is not needed.
#[test]
fn every_second_block_wakes() {
    model(|| {
        let (mut stream, writer) = opened(DIRECT.wake(Wake::Every(2)));
        let callback = thread::spawn(move || {
            writer.write(&[1], 1);
            writer.write(&[2], 2);
            writer
        });
        assert_eq!(block_on(next(&mut stream)).unwrap()[..], [1]);
        assert_eq!(block_on(next(&mut stream)).unwrap()[..], [2]);
        drop(callback.join().unwrap());
    });
}

/// Blocks come whole and in order through a ring that they go round, and all that is lost shows as a
/// gap.
#[test]
fn blocks_race_a_reader_that_makes_room() {
    model_within(2, || {
        let (mut stream, writer) = opened(DIRECT);
        let callback = thread::spawn(move || {
            for block in 1..=3 {
                writer.write(&[block; 2], block);
            }
        });
        let (mut passed, mut gaps) = (0, 0);
        while let Some(frame) = block_on(next(&mut stream)) {
            assert_eq!(frame.position(), passed + frame.gap());
            if !frame.is_empty() {
                let block = frame.position() as u8 / 2 + 1;
                assert_eq!((&frame[..], *frame.info()), (&[block; 2][..], block));
            }
            passed = frame.position() + frame.len() as u64;
            gaps += frame.gap();
        }
        assert_eq!((passed, gaps), (6, stream.lost()));
        callback.join().unwrap();
    });
}

/// What was written before the writer is dropped comes before the end, which wakes the task.
#[test]
fn the_last_block_races_a_task_that_parks() {
    model(|| {
        let (mut stream, writer) = opened(DIRECT);
        let callback = thread::spawn(move || writer.write(&[1], 1));
        assert!(block_on(next(&mut stream)).is_some());
        assert!(block_on(next(&mut stream)).is_none());
        callback.join().unwrap();
    });
}

/// A fatal error of another thread comes last, and where it says, whichever block it races.
#[test]
fn a_fatal_error_races_blocks() {
    model_within(1, || {
        let (mut stream, writer, errors) = checked(DIRECT);
        writer.write(&[1], ());
        let callback = thread::spawn(move || writer.write(&[2], ()));
        let failing = thread::spawn(move || errors.fail_fatal(9));
        let mut passed = 0;
        while let Some(item) = block_on(next(&mut stream)) {
            match item {
                Ok(frame) => {
                    assert_eq!(frame.position(), passed);
                    passed += frame.len() as u64;
                }
                Err(error) => {
                    assert_eq!((error, stream.last_error().unwrap().position), (9, passed));
                    assert!(block_on(next(&mut stream)).is_none(), "it is the last");
                    passed = u64::MAX;
                    break;
                }
            }
        }
        assert_eq!(passed, u64::MAX, "the error comes");
        callback.join().unwrap();
        failing.join().unwrap();
    });
}

/// A stream that its API ends from another thread delivers nothing after the end, and all that was
/// written before.
#[test]
fn the_end_races_blocks() {
    model_within(1, || {
        let (mut stream, writer, errors) = checked(DIRECT);
        writer.write(&[1], ());
        let callback = thread::spawn(move || writer.write(&[2], ()));
        let ending = thread::spawn(move || errors.end());
        let mut frames = 0;
        while let Some(item) = block_on(next(&mut stream)) {
            assert!(item.is_ok());
            frames += 1;
        }
        assert!(frames == 1 || frames == 2);
        callback.join().unwrap();
        ending.join().unwrap();
    });
}

/// A loss that an end from another thread overtakes comes before it, as a frame without samples, or
/// not at all.
#[test]
fn the_end_races_a_loss() {
    model_within(1, || {
        let (mut stream, writer, errors) = checked(DIRECT);
        writer.write(&[1; 4], ());
        let callback = thread::spawn(move || writer.write(&[2], ()));
        let ending = thread::spawn(move || errors.end());
        let full = block_on(next(&mut stream)).unwrap().unwrap();
        assert_eq!((full.len(), full.position()), (4, 0));
        if let Some(rest) = block_on(next(&mut stream)) {
            let rest = rest.unwrap();
            assert_eq!((rest.len() as u64 + rest.gap(), full.gap()), (1, 0));
            assert_eq!(rest.position(), 4 + rest.gap());
            assert!(block_on(next(&mut stream)).is_none());
        }
        callback.join().unwrap();
        ending.join().unwrap();
    });
}

/// A stream that is dropped while a block is written.
#[test]
fn drop_races_a_block() {
    model(|| {
        let (mut stream, writer) = opened(DIRECT);
        assert!(poll(&mut Box::pin(next(&mut stream))).is_pending());
        let callback = thread::spawn(move || writer.write(&[1], 1));
        drop(stream);
        callback.join().unwrap();
    });
}

/// `close` resolves when the writer is gone, and what was written before still comes.
#[test]
fn close_races_the_last_block() {
    model(|| {
        let (mut stream, writer) = opened(DIRECT);
        let callback = thread::spawn(move || writer.write(&[1], 1));
        block_on(stream.close());
        assert!(block_on(next(&mut stream)).is_some());
        assert!(block_on(next(&mut stream)).is_none());
        callback.join().unwrap();
    });
}
