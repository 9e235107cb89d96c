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
