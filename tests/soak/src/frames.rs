//! Frames: a callback that writes blocks, and another that reports errors.

use std::sync::Arc;
use std::thread;

use asyncify_runtime::{
    ErrorSender, Frame, FrameOptions, FrameStream, FrameWriter, frames_with_errors,
};
use fastrand::Rng;
use futures::StreamExt;
use futures::executor::block_on;

use crate::Counts;
use crate::pace::{Pace, Stop, wake};

type Item = Result<Frame<u32, u64>, u64>;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Ending {
    Finish,
    /// The consumer closes the stream after so many frames, and takes what is left.
    Close(u64),
    /// The consumer drops the stream after so many frames.
    Drop(u64),
}

pub(crate) fn episode(rng: &mut Rng) -> Counts {
    let buffer = 1 << rng.u32(4..16);
    let options = FrameOptions::new().buffer(buffer).wake(wake(rng));
    let longest = rng.usize(1..=buffer.min(4096));
    let frames = 1 << rng.u32(..12);
    let ending = match rng.u32(..6) {
        0 => Ending::Close(frames),
        1 => Ending::Drop(frames),
        _ => Ending::Finish,
    };
    let stop = Arc::new(Stop::default());
    let mut threads = None;
    let stream = frames_with_errors(options, |writer, errors| {
        let (pace, stopped, lengths) = (Pace::drawn(rng), Arc::clone(&stop), rng.fork());
        let writer = thread::spawn(move || write(&writer, longest, pace, &stopped, lengths));
        let (pace, stopped) = (Pace::drawn(rng), Arc::clone(&stop));
        let errors = thread::spawn(move || report(&errors, pace, &stopped));
        threads = Some((writer, errors));
    });
    let pace = Pace::drawn(rng);
    let consumer = thread::spawn(move || consume(stream, ending, pace));
    stop.after_a_while(rng, || consumer.is_finished());
    let (writer, errors) = threads.expect("the API was started");
    let written = writer.join().expect("a thread that panics ends the soak");
    let reported = errors.join().expect("a thread that panics ends the soak");
    let seen = consumer.join().expect("a thread that panics ends the soak");
    if !matches!(ending, Ending::Drop(_)) {
        assert_eq!(seen.position, written, "all is delivered or shown as lost");
        assert_eq!(seen.errors, reported, "all errors come, or are counted");
    }
    Counts {
        arrived: seen.samples,
        lost: seen.gaps,
    }
}

/// Writes its own sequence numbers, in blocks. Returns how many.
fn write(
    writer: &FrameWriter<u32, u64>,
    longest: usize,
    mut pace: Pace,
    stop: &Stop,
    mut rng: Rng,
) -> u64 {
    let mut block = vec![0; longest];
    let mut position: u64 = 0;
    while !stop.is_set() && !writer.is_closed() {
        let block = &mut block[..rng.usize(1..=longest)];
        number(block, position);
        writer.write(block, position);
        position += block.len() as u64;
        pace.step();
    }
    position
}

/// Each sample is its own number, of which 32 bits are enough.
fn number(block: &mut [u32], position: u64) {
    for (sample, number) in block.iter_mut().zip(position..) {
        *sample = number as u32;
    }
}

fn report(errors: &ErrorSender<u64>, mut pace: Pace, stop: &Stop) -> u64 {
    let mut reported = 0;
    while !stop.is_set() && !errors.is_closed() {
        errors.fail(reported);
        reported += 1;
        pace.step();
        thread::yield_now();
    }
    reported
}

/// What the consumer has seen.
#[derive(Default)]
struct Seen {
    position: u64,
    samples: u64,
    gaps: u64,
    /// Lost ones included.
    errors: u64,
    last_error: Option<u64>,
    frames: u64,
}

fn consume(mut stream: FrameStream<u32, u64, (), Item>, ending: Ending, mut pace: Pace) -> Seen {
    let mut seen = Seen::default();
    let mut closed = false;
    block_on(async {
        while let Some(item) = stream.next().await {
            seen.check(item);
            pace.step();
            match ending {
                Ending::Drop(frames) if seen.frames >= frames => return drop(stream),
                Ending::Close(frames) if seen.frames >= frames && !closed => {
                    closed = true;
                    stream.close().await;
                }
                _ => {}
            }
        }
        assert_eq!(seen.gaps, stream.lost(), "all gaps add up to what was lost");
        seen.errors += stream.errors_lost();
    });
    seen
}

impl Seen {
    fn check(&mut self, item: Item) {
        match item {
            Ok(frame) => self.check_frame(&frame),
            Err(error) => {
                assert!(self.last_error.is_none_or(|last| last < error));
                self.last_error = Some(error);
                self.errors += 1;
            }
        }
    }

    fn check_frame(&mut self, frame: &Frame<u32, u64>) {
        self.gaps += frame.gap();
        self.position += frame.gap();
        assert_eq!(
            frame.position(),
            self.position,
            "nothing is missing but the gap"
        );
        let expected = (self.position..).map(|number| number as u32);
        assert!(frame.iter().copied().eq(expected.take(frame.len())));
        self.position += frame.len() as u64;
        self.samples += frame.len() as u64;
        self.frames += 1;
    }
}
