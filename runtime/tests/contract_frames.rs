//! The contract's rows, as they concern blocks of samples.
#![cfg(not(loom))]

mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Poll, Waker};

use asyncify_runtime::{
    ErrorSender, FrameOptions, FrameWriter, Wake, frames, frames_with_errors, try_frames,
};
use common::*;
use futures::StreamExt;
use futures::stream::FusedStream;

#[test]
fn fires_on_any_thread_wakes_the_task() {
    let api = ApiThread::new();
    let (mut stream, mut writer) = open_frames(FrameOptions::new().wake(Wake::Direct), ());
    let (woken, waker) = CountingWaker::new();
    for block in 0..3 {
        assert!(poll_next(&mut stream, &waker).is_pending());
        writer = api.run(move || {
            writer.write(&[block; 4], block);
            writer
        });
        assert_eq!(woken.count(), usize::from(block) + 1);
        let Poll::Ready(Some(frame)) = poll_next(&mut stream, &waker) else {
            panic!("the frame is there");
        };
        assert_eq!((&*frame, frame.info()), (&[block; 4][..], &block));
    }
}

#[test]
fn fires_inside_the_initiating_call_is_ready_at_first_poll() {
    let (woken, waker) = CountingWaker::new();
    let mut stream = frames(FrameOptions::new(), |writer: FrameWriter<u16>| {
        writer.write(&[1], ());
    });
    assert!(matches!(poll_next(&mut stream, &waker), Poll::Ready(Some(frame)) if *frame == [1]));
    assert!(matches!(poll_next(&mut stream, &waker), Poll::Ready(None)));
    assert_eq!(woken.count(), 0);
}

#[test]
fn a_task_that_moves_is_woken_where_it_is() {
    let (mut stream, writer) = open_frames(FrameOptions::new().wake(Wake::Direct), ());
    let (first, first_waker) = CountingWaker::new();
    let (second, second_waker) = CountingWaker::new();
    assert!(poll_next(&mut stream, &first_waker).is_pending());
    assert!(poll_next(&mut stream, &second_waker).is_pending());
    writer.write(&[1], ());
    assert_eq!((first.count(), second.count()), (0, 1));
}

#[test]
fn never_fires_and_dropped_ends_with_none() {
    let api = ApiThread::new();
    let (woken, waker) = CountingWaker::new();
    let mut kept = None;
    let mut stream = frames_with_errors(
        FrameOptions::new(),
        |writer: FrameWriter<u16>, errors: ErrorSender<u8>| kept = Some((writer, errors)),
    );
    let (writer, errors) = kept.unwrap();
    assert!(poll_next(&mut stream, &waker).is_pending());
    drop(writer);
    assert!(poll_next(&mut stream, &waker).is_pending());
    api.run(move || drop(errors));
    assert_eq!(woken.count(), 1);
    assert!(matches!(poll_next(&mut stream, &waker), Poll::Ready(None)));
    assert!(stream.is_terminated());
}

#[test]
fn a_refused_start_is_the_error() {
    let mut kept = None;
    let refused = try_frames(FrameOptions::new(), |writer: FrameWriter<u16>| {
        kept = Some(writer);
        Err::<(), _>("no such device")
    });
    assert_eq!(refused.unwrap_err(), "no such device");
    assert!(kept.unwrap().is_closed());
}

#[test]
fn an_empty_block_is_ignored() {
    let (mut stream, writer) = open_frames(FrameOptions::new(), ());
    writer.write(&[], ());
    assert!(poll_next(&mut stream, Waker::noop()).is_pending());
}

#[test]
fn panic_in_map_is_resumed_in_the_consumer() {
    type Panicking = fn(&mut FrameWriter<u16, u8>);
    let ways: [Panicking; 2] = [
        |writer| writer.write_with(&[2], || panic!("in the map")),
        |writer| writer.write_catching(|| panic!("in the map")),
    ];
    for way in ways {
        let api = ApiThread::new();
        let (mut stream, mut writer) = open_frames(FrameOptions::new(), 7);
        let (woken, waker) = CountingWaker::new();
        let (tell, told) = std::sync::mpsc::channel();
        stream = stream.cancel(move |handle| tell.send(handle).unwrap());
        assert!(poll_next(&mut stream, &waker).is_pending());
        api.run(move || {
            writer.write(&[1], 1);
            way(&mut writer);
            writer.write(&[3], 3);
            std::mem::forget(writer);
        });
        assert_eq!(woken.count(), 1);
        assert!(
            matches!(poll_next(&mut stream, &waker), Poll::Ready(Some(frame)) if *frame == [1])
        );
        let resumed = catch_unwind(AssertUnwindSafe(|| {
            poll_next(&mut stream, &waker).is_ready()
        }));
        assert_eq!(message(resumed.unwrap_err()), "in the map");
        assert!(matches!(poll_next(&mut stream, &waker), Poll::Ready(None)));
        drop(stream);
        assert_eq!(told.recv(), Ok(7), "the API is still there to be cancelled");
    }
}

#[test]
fn nothing_unwinds_into_the_callback() {
    let api = ApiThread::new();
    let (mut stream, writer) = open_frames(FrameOptions::new().buffer(2), ());
    assert!(poll_next(&mut stream, &Arc::new(PanickingWaker).into()).is_pending());
    let writer = api.run(move || {
        writer.write(&[1, 2], ());
        let captured = PanicsOnDrop;
        // It finds no room, and then another one neither.
        writer.write(&[3], ());
        writer.write_with(&[4], move || drop(captured));
        writer
    });
    assert_eq!((drain(&mut stream).len(), stream.lost()), (1, 2));
    api.run(move || {
        // The stream goes while a block is being written.
        writer.write_with(&[1], || drop(stream));
        let captured = PanicsOnDrop;
        writer.write_with(&[1], move || drop(captured));
        let captured = PanicsOnDrop;
        writer.write_catching(move || {
            drop(captured);
            (&[1], ())
        });
        drop(writer);
    });
}

/// Panics with a payload that panics when nobody takes it.
fn panics_badly<I>() -> I {
    std::panic::panic_any(PanicsOnDrop)
}

#[test]
fn a_panic_that_nobody_saw_does_not_unwind_into_the_callback() {
    let api = ApiThread::new();
    let (stream, writer) = open_frames::<(), _>(FrameOptions::new(), ());
    writer.write_with(&[1], panics_badly);
    assert!(catch_unwind(AssertUnwindSafe(|| drop(stream))).is_err());
    api.run(move || drop(writer));
}

#[test]
fn a_second_panic_does_not_unwind_into_the_callback() {
    let api = ApiThread::new();
    let (mut stream, writer) = open_frames::<(), _>(FrameOptions::new(), ());
    let writer = api.run(move || {
        writer.write_with(&[1], || panic!("the first"));
        assert_eq!(writer.reply(panics_badly::<u8>), None);
        writer
    });
    let resumed = catch_unwind(AssertUnwindSafe(|| drop(drain(&mut stream))));
    assert_eq!(message(resumed.unwrap_err()), "the first");
    api.run(move || drop(writer));
}

#[test]
fn a_waker_that_panicked_takes_no_later_wake_up_along() {
    let (mut stream, writer) = open_frames(FrameOptions::new().wake(Wake::Direct), ());
    assert!(poll_next(&mut stream, &Arc::new(PanickingWaker).into()).is_pending());
    writer.write(&[1], ());
    assert_eq!(drain(&mut stream).len(), 1);
    let (woken, waker) = CountingWaker::new();
    for round in 1..=3 {
        assert!(poll_next(&mut stream, &waker).is_pending());
        writer.write(&[2], ());
        assert_eq!(woken.count(), round);
        assert_eq!(drain(&mut stream).len(), 1);
    }
}

#[test]
fn a_waker_that_panics_when_dropped_does_not_unwind_into_the_callback() {
    struct Panics(PanicsOnDrop);

    impl std::task::Wake for Panics {
        fn wake(self: Arc<Self>) {
            drop(self);
        }
    }

    let api = ApiThread::new();
    let (mut stream, writer) = open_frames::<(), _>(FrameOptions::new(), ());
    assert!(poll_next(&mut stream, &Arc::new(Panics(PanicsOnDrop)).into()).is_pending());
    drop(stream);
    api.run(move || drop(writer));
}

#[test]
fn a_task_that_stays_the_same_leaves_its_waker_once() {
    let (mut stream, writer) = open_frames(FrameOptions::new().wake(Wake::Direct), ());
    let (task, waker) = CountingWaker::new();
    let known = [(); 3].map(|()| {
        assert!(poll_next(&mut stream, &waker).is_pending());
        writer.write(&[1], ());
        assert!(poll_next(&mut stream, &waker).is_ready());
        Arc::strong_count(&task)
    });
    assert_eq!(known, [known[0]; 3]);
    assert_eq!(task.count(), 3);
}

#[test]
fn a_closure_may_pick_the_samples_out_of_what_the_callback_lends() {
    let (mut stream, writer) = open_frames(FrameOptions::new(), ());
    let lent = (vec![1, 2, 3, 4], "info");
    writer.write_catching(|| (&lent.0[1..3], lent.1));
    let frames = drain(&mut stream);
    assert_eq!((&*frames[0], *frames[0].info()), (&[2, 3][..], "info"));
}

#[test]
fn buffered_frames_are_delivered_before_none() {
    let (stream, writer) = open_frames(FrameOptions::new(), ());
    (0..5).for_each(|block| writer.write(&[block], ()));
    drop(writer);
    let frames = block_on(stream.collect::<Vec<_>>());
    assert_eq!(samples(&frames), [[0], [1], [2], [3], [4]]);
}

#[test]
fn order_and_content_hold_while_both_sides_run() {
    let blocks = 5_000_u16;
    let mut stream = frames(
        FrameOptions::new().buffer(256),
        |writer: FrameWriter<u16, u16>| {
            std::thread::spawn(move || {
                for block in 0..blocks {
                    let length = 1 + usize::from(block) % 17;
                    writer.write(&[block; 17][..length], block);
                }
            })
        },
    );
    let (mut expected, mut received, mut gaps) = (0, 0, 0);
    while let Some(frame) = block_on(stream.next()) {
        let block = *frame.info();
        if !frame.is_empty() {
            assert_eq!(*frame, vec![block; 1 + usize::from(block) % 17]);
        }
        assert_eq!(frame.position(), expected + frame.gap());
        expected = frame.position() + frame.len() as u64;
        received += frame.len() as u64;
        gaps += frame.gap();
    }
    let sent: u64 = (0..blocks).map(|block| 1 + u64::from(block) % 17).sum();
    assert_eq!(received + stream.lost(), sent);
    assert_eq!(gaps, stream.lost());
}

#[test]
fn buffers_are_used_again() {
    let (mut stream, writer) = open_frames(FrameOptions::new(), ());
    let mut frame_of = |length| {
        writer.write(&[1; 1_000][..length], ());
        let frame = drain(&mut stream).remove(0);
        assert_eq!(frame.len(), length);
        frame
    };
    drop(frame_of(1_000));
    let kept = frame_of(1).into_vec();
    assert!(kept.capacity() >= 1_000);
    assert!(
        frame_of(1).into_vec().capacity() < 1_000,
        "a buffer that was taken is not shared"
    );
}

/// The writer writes just as the task parks.
#[test]
fn no_wake_up_is_lost() {
    let rounds = 50_000;
    let (mut stream, writer) = open_frames(FrameOptions::new().wake(Wake::Direct), ());
    let parking = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&parking);
    let writing = std::thread::spawn(move || {
        for round in 1..=rounds {
            while seen.load(Ordering::Acquire) < round {
                std::hint::spin_loop();
            }
            (0..round % 64).for_each(|_| std::hint::spin_loop());
            writer.write(&[1], ());
        }
    });
    block_on(async {
        for round in 1..=rounds {
            parking.store(round, Ordering::Release);
            assert!(stream.next().await.is_some());
        }
    });
    writing.join().unwrap();
}

#[test]
fn executor_shut_down_callbacks_are_noops() {
    let handles = Drops::default();
    let (stream, writer) = open_frames(FrameOptions::new(), handles.counted());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .build()
        .unwrap();
    runtime.spawn(stream.for_each(|_| async {}));
    drop(runtime);
    assert_eq!(handles.count(), 1);
    writer.write(&[1], ());
    assert!(writer.is_closed());
}
