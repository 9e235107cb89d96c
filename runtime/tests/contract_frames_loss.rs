//! The contract's row on the slow consumer, as it concerns blocks of samples: every loss is counted,
//! and shows among the frames.
#![cfg(not(loom))]

mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Barrier};
use std::task::{Poll, Waker};

use asyncify_runtime::{
    ErrorSender, Frame, FrameOptions, FrameStream, FrameWriter, frames, frames_with_errors,
};
use common::*;
use futures::StreamExt;

/// Length, gap and position of each frame.
fn places<I>(frames: &[Frame<u16, I>]) -> Vec<(usize, u64, u64)> {
    let place = |frame: &Frame<u16, I>| (frame.len(), frame.gap(), frame.position());
    frames.iter().map(place).collect()
}

#[test]
fn slow_consumer_loses_whole_blocks_and_the_next_frame_tells() {
    let (mut stream, writer) = open_frames(FrameOptions::new().buffer(8), ());
    for block in 0..5 {
        writer.write(&[block; 3], block);
    }
    assert_eq!(stream.lost(), 9);
    assert_eq!(samples(&drain(&mut stream)), [[0; 3], [1; 3]]);
    writer.write(&[5; 3], 5);
    writer.write(&[6; 3], 6);
    let frames = drain(&mut stream);
    assert_eq!(samples(&frames), [[5; 3], [6; 3]]);
    assert_eq!(places(&frames), [(3, 9, 15), (3, 0, 18)]);
    assert_eq!(frames[0].info(), &5);
    assert_eq!(stream.lost(), 9);
}

#[test]
fn many_small_blocks_are_bounded_too() {
    let (mut stream, writer) = open_frames(FrameOptions::new(), ());
    (0..5_000).for_each(|info: u16| writer.write(&[info], info));
    assert_eq!(stream.lost(), 5_000 - 4_096);
    assert_eq!(drain(&mut stream).len(), 4_096);
    writer.write(&[1], 1);
    assert_eq!(drain(&mut stream)[0].gap(), 5_000 - 4_096);
    (0..5_000).for_each(|info: u16| writer.write(&[info], info));
    drop(writer);
    let frames = drain(&mut stream);
    assert_eq!(frames.len(), 4_097);
    assert_eq!(places(&frames[4_096..]), [(0, 5_000 - 4_096, 10_001)]);
}

#[test]
fn a_block_larger_than_the_ring_keeps_its_end() {
    let (mut stream, writer) = open_frames(FrameOptions::new().buffer(4), ());
    let mut frames = Vec::new();
    for _ in 0..2 {
        writer.write(&[1, 2, 3, 4, 5, 6], ());
        writer.write(&[7], ());
        frames.extend(drain(&mut stream));
    }
    writer.write(&[1, 2, 3, 4, 5, 6], ());
    drop(writer);
    frames.extend(drain(&mut stream));
    assert_eq!(samples(&frames), [[3, 4, 5, 6]; 3]);
    assert_eq!(places(&frames), [(4, 2, 2), (4, 3, 9), (4, 3, 16)]);
    assert_eq!(stream.lost(), 8);
}

#[test]
fn a_loss_at_the_end_is_the_gap_of_an_empty_frame() {
    let (mut stream, writer) = open_frames(FrameOptions::new().buffer(4), ());
    for block in 0..4 {
        writer.write(&[block; 3], block);
    }
    assert_eq!(samples(&drain(&mut stream)), [[0; 3]]);
    let (woken, waker) = CountingWaker::new();
    assert!(poll_next(&mut stream, &waker).is_pending());
    drop(writer);
    assert_eq!(woken.count(), 1);
    let frames = drain(&mut stream);
    assert_eq!(places(&frames), [(0, 9, 12)]);
    assert_eq!((frames[0].info(), stream.lost()), (&1, 9));
    assert!(matches!(poll_next(&mut stream, &waker), Poll::Ready(None)));
}

#[test]
fn a_stream_may_lose_all_it_was_given_after_each_frame() {
    let (mut stream, writer) = open_frames(FrameOptions::new().buffer(2), ());
    let mut frames = Vec::new();
    for block in 0..200 {
        writer.write(&[block; 2], block);
        writer.write(&[block; 1], block);
        frames.extend(drain(&mut stream));
    }
    drop(writer);
    frames.extend(drain(&mut stream));
    assert_eq!(frames.len(), 201);
    assert!(frames[1..].iter().all(|frame| frame.gap() == 1));
    assert_eq!((frames[200].len(), frames[200].position()), (0, 600));
}

#[test]
fn a_loss_at_the_end_is_delivered_after_close() {
    let (mut stream, writer) = open_frames(FrameOptions::new().buffer(2), ());
    let mut close = stream.close();
    assert!(poll(&mut close, Waker::noop()).is_pending());
    writer.write(&[1, 2], ());
    writer.write(&[3], ());
    drop(writer);
    block_on(close);
    assert_eq!(places(&drain(&mut stream)), [(2, 0, 0), (0, 1, 3)]);
}

#[test]
fn of_a_loss_only_the_first_info_is_made() {
    let (mut stream, writer) = open_frames(FrameOptions::new().buffer(2), ());
    writer.write(&[1, 2], 1);
    writer.write_with(&[3], || 3);
    writer.write_with(&[4], || unreachable!("only the first is shown"));
    assert_eq!(drain(&mut stream).len(), 1);
    writer.write(&[5, 6], 5);
    writer.write_with(&[7], || 7);
    drop(writer);
    let frames = drain(&mut stream);
    assert_eq!(places(&frames), [(2, 2, 4), (0, 1, 7)]);
    assert_eq!(frames[1].info(), &7);
}

#[test]
fn a_block_that_is_lost_while_an_info_is_made_is_part_of_the_same_loss() {
    let (mut stream, writer) = open_frames(FrameOptions::new().buffer(2), ());
    writer.write(&[1, 2], 1);
    writer.write_with(&[3], || {
        writer.write(&[4], 4);
        3
    });
    writer.write(&[5], 5);
    drop(writer);
    let frames = drain(&mut stream);
    assert_eq!(places(&frames), [(2, 0, 0), (0, 3, 5)]);
    assert_eq!(frames[1].info(), &4, "what was lost first");
}

#[test]
fn panic_in_the_info_of_a_loss_is_resumed_in_the_consumer() {
    let (mut stream, writer) = open_frames::<(), _>(FrameOptions::new().buffer(1), ());
    writer.write(&[1], ());
    writer.write_with(&[2], || panic!("in the map"));
    writer.write(&[3], ());
    assert!(matches!(
        poll_next(&mut stream, Waker::noop()),
        Poll::Ready(Some(_))
    ));
    let resumed = catch_unwind(AssertUnwindSafe(|| {
        poll_next(&mut stream, Waker::noop()).is_ready()
    }));
    assert_eq!(message(resumed.unwrap_err()), "in the map");
}

type Checked = FrameStream<u16, (), (), Result<Frame<u16>, &'static str>>;

fn open_checked() -> (Checked, FrameWriter<u16>, ErrorSender<&'static str>) {
    let mut kept = None;
    let stream = frames_with_errors(FrameOptions::new().buffer(2), |writer, errors| {
        kept = Some((writer, errors));
    });
    let (writer, errors) = kept.unwrap();
    (stream, writer, errors)
}

/// What the stream has now; of a frame its length, gap and position.
fn items(stream: &mut Checked) -> Vec<Result<(usize, u64, u64), &'static str>> {
    let place = |frame: Frame<u16>| (frame.len(), frame.gap(), frame.position());
    let items = drain(stream).into_iter();
    items.map(|item| item.map(place)).collect()
}

#[test]
fn a_loss_at_the_end_comes_between_the_errors_where_it_happened() {
    let (mut stream, writer, errors) = open_checked();
    writer.write(&[1, 2], ());
    writer.write(&[3], ());
    errors.fail("in the loss");
    writer.write(&[4], ());
    errors.fail("behind the loss");
    drop((writer, errors));
    let expected = [
        Ok((2, 0, 0)),
        Err("in the loss"),
        Ok((0, 2, 4)),
        Err("behind the loss"),
    ];
    assert_eq!(items(&mut stream), expected);
    assert_eq!(stream.lost(), 2);
}

#[test]
fn a_fatal_error_comes_after_the_loss_before_it() {
    for writer_goes_first in [false, true] {
        let (mut stream, writer, errors) = open_checked();
        writer.write(&[1, 2], ());
        writer.write(&[3], ());
        let mut writer = Some(writer);
        if writer_goes_first {
            writer = None;
        }
        errors.fail_fatal("fatal");
        if let Some(writer) = &mut writer {
            writer.write(&[4], ());
        }
        let expected = [Ok((2, 0, 0)), Ok((0, 1, 3)), Err("fatal")];
        assert_eq!(items(&mut stream), expected);
        assert_eq!(stream.lost(), 1);
        assert!(matches!(
            poll_next(&mut stream, Waker::noop()),
            Poll::Ready(None)
        ));
    }
}

/// The way in which a stream ends while a block is being written.
type Ending = fn(&ErrorSender<&'static str>);

fn ended_while_writing(end: Ending) -> Checked {
    let (mut stream, writer, errors) = open_checked();
    assert!(poll_next(&mut stream, Waker::noop()).is_pending());
    writer.write(&[1], ());
    writer.write_with(&[2], || end(&errors));
    assert!(writer.is_closed());
    stream
}

#[test]
fn a_block_that_a_fatal_error_overtakes_is_lost() {
    let mut stream = ended_while_writing(|errors| errors.fail_fatal("fatal"));
    assert_eq!(items(&mut stream), [Ok((1, 0, 0)), Err("fatal")]);
    assert_eq!(stream.last_error().unwrap().position, 1);
    assert_eq!(stream.lost(), 1);
}

#[test]
fn a_block_that_a_panic_overtakes_is_lost() {
    let mut stream = ended_while_writing(|errors| errors.fail_with(|| panic!("in the map")));
    let first = poll_next(&mut stream, Waker::noop());
    assert!(matches!(first, Poll::Ready(Some(Ok(frame))) if *frame == [1]));
    let resumed = catch_unwind(AssertUnwindSafe(|| drop(items(&mut stream))));
    assert_eq!(message(resumed.unwrap_err()), "in the map");
    assert_eq!(stream.lost(), 1);
}

#[test]
fn places_stay_true_when_a_fatal_error_races_the_writer() {
    let api = ApiThread::new();
    for _ in 0..2_000 {
        let (mut stream, writer, errors) = open_checked();
        let together = Arc::new(Barrier::new(2));
        let there = Arc::clone(&together);
        api.start(move || {
            there.wait();
            (1..20).for_each(|length| writer.write(&[0; 2][..1 + length % 2], ()));
        });
        together.wait();
        let mut items = items(&mut stream);
        errors.fail_fatal("fatal");
        drop(errors);
        items.extend(block_on(async {
            let mut rest = Vec::new();
            while let Some(item) = stream.next().await {
                rest.push(item.map(|frame| (frame.len(), frame.gap(), frame.position())));
            }
            rest
        }));
        let mut passed = 0;
        for (length, gap, position) in items.iter().flatten() {
            assert_eq!(passed + gap, *position);
            assert!(*length > 0 || *gap > 0);
            passed = position + *length as u64;
        }
        let fatal = items.iter().position(Result::is_err);
        assert_eq!(
            fatal,
            Some(items.len() - 1),
            "the fatal error comes once, and last"
        );
    }
    api.join();
}

#[test]
#[should_panic(expected = "capacity")]
fn a_ring_beyond_memory_is_refused_before_the_api_starts() {
    let options = FrameOptions::new().buffer(usize::MAX);
    let _ = frames(options, |_: FrameWriter<u8>| {
        unreachable!("the API is started")
    });
}
