//! The contract's central rows under every executor: tokio's two, futures' and smol's.
#![cfg(not(loom))]

mod common;

use std::panic::catch_unwind;
use std::thread;

use asyncify_runtime::{
    Completer, Emitter, FrameOptions, FrameWriter, Overflow, StreamOptions, frames, once, stream,
};
use common::{message, on_every_executor};
use futures::StreamExt;

/// Calls back from a thread of its own, once the task has had a chance to park.
fn elsewhere(callback: impl FnOnce() + Send + 'static) {
    thread::spawn(move || {
        (0..100).for_each(|_| thread::yield_now());
        callback();
    });
}

#[test]
fn fires_on_any_thread_wakes_the_task() {
    on_every_executor(|| async {
        for value in 0..50 {
            let call = once(|done: Completer<u32>| elsewhere(move || done.complete(value)));
            assert_eq!(call.await, Ok(value));
        }
        let events = stream(StreamOptions::new(), |events: Emitter<u32>| {
            elsewhere(move || (0..1_000).for_each(|value| assert!(events.emit(value))));
        });
        assert_eq!(
            events.collect::<Vec<_>>().await,
            (0..1_000).collect::<Vec<_>>()
        );
        let blocks = frames(FrameOptions::new(), |writer: FrameWriter<u32, u32>| {
            elsewhere(move || (0..1_000).for_each(|block| writer.write(&[block; 8], block)));
        });
        let infos = blocks.map(|frame| *frame.info()).collect::<Vec<_>>().await;
        assert_eq!(infos, (0..1_000).collect::<Vec<_>>());
    });
}

#[test]
fn fires_inside_the_initiating_call_is_ready_at_first_poll() {
    on_every_executor(|| async {
        assert_eq!(once(|done: Completer<u8>| done.complete(1)).await, Ok(1));
        let mut events = stream(StreamOptions::new(), |events: Emitter<u8>| events.emit(2));
        assert_eq!(events.next().await, Some(2));
        assert_eq!(events.next().await, None);
    });
}

#[test]
fn never_fires_and_dropped_is_abandoned_or_ends() {
    on_every_executor(|| async {
        let call = once(|done: Completer<u8>| elsewhere(move || drop(done)));
        assert_eq!(call.await.unwrap_err().file(), file!());
        let mut events = stream(StreamOptions::new(), |events: Emitter<u8>| {
            elsewhere(move || drop(events));
        });
        assert_eq!(events.next().await, None);
        let mut blocks = frames(FrameOptions::new(), |writer: FrameWriter<u8>| {
            elsewhere(move || drop(writer));
        });
        assert!(blocks.next().await.is_none());
    });
}

#[test]
fn panic_in_map_is_resumed_in_the_consumer() {
    async fn panicking() {
        let call = once(|done: Completer<u8>| {
            elsewhere(move || done.complete_with(|| panic!("in the map")));
        });
        let _ = call.await;
    }
    fn current_thread() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(panicking());
    }
    let executors: [fn(); 3] = [
        current_thread,
        || futures::executor::block_on(panicking()),
        || smol::block_on(panicking()),
    ];
    for executor in executors {
        let resumed = catch_unwind(executor);
        assert_eq!(message(resumed.unwrap_err()), "in the map");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    let joined = runtime.block_on(runtime.spawn(panicking()));
    assert_eq!(message(joined.unwrap_err().into_panic()), "in the map");
}

#[test]
fn close_resolves_after_the_callback_is_released() {
    on_every_executor(|| async {
        let (tell, told) = std::sync::mpsc::channel();
        let mut events = stream(StreamOptions::new(), |events: Emitter<u32>| {
            // The API's thread runs until its handle, the sender, is dropped.
            let (handle, stopped) = std::sync::mpsc::channel::<()>();
            elsewhere(move || {
                events.emit(1);
                stopped.recv().unwrap_err();
                events.emit(2);
                tell.send("released").unwrap();
            });
            handle
        });
        assert_eq!(events.next().await, Some(1));
        events.close().await;
        assert_eq!(told.try_recv(), Ok("released"));
        assert_eq!(events.next().await, Some(2));
        assert_eq!(events.next().await, None);
    });
}

#[test]
fn slow_consumer_holds_up_a_blocking_callback_and_loses_nothing() {
    on_every_executor(|| async {
        let options = StreamOptions::new().buffer(4).overflow(Overflow::Block);
        let events = stream(options, |events: Emitter<u32>| {
            elsewhere(move || (0..2_000).for_each(|value| assert!(events.emit(value))));
        });
        assert_eq!(
            events.collect::<Vec<_>>().await,
            (0..2_000).collect::<Vec<_>>()
        );
    });
}

#[test]
fn a_stream_moves_between_tasks() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut events = stream(StreamOptions::new(), |events: Emitter<u32>| {
            elsewhere(move || (0..100).for_each(|value| assert!(events.emit(value))));
        });
        for value in 0..100 {
            let next = async move {
                let item = events.next().await;
                (events, item)
            };
            let (moved, item) = tokio::spawn(next).await.unwrap();
            assert_eq!(item, Some(value));
            events = moved;
        }
    });
}

/// Tasks of tokio's beside one that consumes a stream which always has more.
#[cfg(feature = "tokio")]
mod turns {
    use std::future::{poll_fn, ready};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::{Poll, Waker};

    use asyncify_runtime::{BlockingStream, EventStream, FrameOptions, StreamOptions};
    use futures::future::{Either, select};
    use futures::{Stream, StreamExt};

    use crate::common::{block_on, open_frames, open_stream, poll_next, turn, wait_until};

    const MANY: usize = 100_000;

    fn taken_in_one_poll<S: Stream + Unpin>(mut stream: S, more: impl Fn()) -> usize {
        let mut taken = 0;
        block_on(poll_fn(|cx| {
            while taken < MANY && stream.poll_next_unpin(cx).is_ready() {
                taken += 1;
                more();
            }
            Poll::Ready(())
        }));
        taken
    }

    #[test]
    fn they_have_their_turn_in_every_lane() {
        let (events, emitter) = open_stream(StreamOptions::new(), ());
        let emit = || assert!(emitter.emit(7));
        emit();
        assert!((1..MANY).contains(&taken_in_one_poll(events, emit)));

        let (errors, emitter) = open_stream(StreamOptions::new(), ());
        let fail = || emitter.fail("again");
        fail();
        assert!(
            (1..MANY).contains(&taken_in_one_poll::<EventStream<Result<(), _>>>(
                errors, fail
            ))
        );

        let (sound, writer) = open_frames(FrameOptions::new(), ());
        let write = || writer.write(&[1; 2], ());
        write();
        assert!((1..MANY).contains(&taken_in_one_poll(sound, write)));

        let read = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&read);
        let items = std::iter::repeat_with(move || count.fetch_add(1, Ordering::Relaxed));
        let mut items = BlockingStream::new(MANY, items);
        assert!(poll_next(&mut items, Waker::noop()).is_pending());
        wait_until("all is read ahead", || read.load(Ordering::Relaxed) == MANY);
        assert!((1..MANY).contains(&taken_in_one_poll(items, || ())));
    }

    #[test]
    fn who_consumes_is_polled_again_after_them() {
        let (events, emitter) = open_stream(StreamOptions::new(), ());
        assert!(emitter.emit(0));
        let many = events.take(MANY).for_each(|item| {
            assert!(emitter.emit(item + 1));
            ready(())
        });
        match block_on(select(many, Box::pin(turn()))) {
            Either::Left(_) => panic!("it took all in one poll"),
            Either::Right(((), many)) => block_on(many),
        }
    }
}
