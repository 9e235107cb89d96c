//! A stream and its emitters in every interleaving, in small.
//!
//! `RUSTFLAGS="--cfg loom" cargo test -p asyncify-runtime --release --test loom_stream`
#![cfg(loom)]

#[path = "common/model.rs"]
mod model;

use asyncify_runtime::{
    Emitter, EventStream, Overflow, StreamOptions, stream_blocking, stream_local,
};
use loom::future::block_on;
use loom::sync::Arc;
use loom::thread;
use model::{model, next};

fn opened<T>(options: StreamOptions) -> (EventStream<T>, Emitter<T>) {
    let mut kept = None;
    let stream = stream_local(options, |events: Emitter<T>| kept = Some(events));
    (stream, kept.unwrap())
}

/// Items that come while the stream is polled arrive in order, and wake the task; the end comes
/// last.
#[test]
fn emit_races_poll() {
    model(|| {
        let (mut stream, emitter) = opened(StreamOptions::new());
        let callback = thread::spawn(move || {
            emitter.emit(1);
            emitter.emit(2);
        });
        block_on(async {
            assert_eq!(next(&mut stream).await, Some(1));
            assert_eq!(next(&mut stream).await, Some(2));
            assert_eq!(next(&mut stream).await, None);
        });
        callback.join().unwrap();
    });
}

/// An item that comes while the stream is dropped is dropped once.
#[test]
fn emit_races_drop() {
    model(|| {
        let payload = Arc::new(());
        let (stream, emitter) = opened(StreamOptions::new());
        let value = Arc::clone(&payload);
        let callback = thread::spawn(move || emitter.emit(value));
        drop(stream);
        callback.join().unwrap();
        assert_eq!(Arc::strong_count(&payload), 1);
    });
}

/// The end comes after the items of both threads.
#[test]
fn two_emitters_race_the_end() {
    model(|| {
        let (mut stream, emitter) = opened(StreamOptions::new());
        let other = emitter.clone();
        let callback = thread::spawn(move || emitter.emit(1));
        let another = thread::spawn(move || other.emit(2));
        block_on(async {
            let sum = next(&mut stream).await.unwrap() + next(&mut stream).await.unwrap();
            assert_eq!(sum, 3);
            assert_eq!(next(&mut stream).await, None);
        });
        assert!(callback.join().unwrap());
        assert!(another.join().unwrap());
    });
}

/// `block`: a callback that waits for room goes on once there is some.
#[test]
fn a_blocked_callback_goes_on_when_there_is_room() {
    model(|| {
        let options = StreamOptions::new().buffer(1).overflow(Overflow::Block);
        let (mut stream, emitter) = opened(options);
        let callback = thread::spawn(move || {
            assert!(emitter.emit(1));
            assert!(emitter.emit(2));
        });
        block_on(async {
            assert_eq!(next(&mut stream).await, Some(1));
            assert_eq!(next(&mut stream).await, Some(2));
        });
        callback.join().unwrap();
    });
}

/// `block`: a callback that waits goes on when the stream is dropped.
#[test]
fn a_blocked_callback_goes_on_when_the_stream_is_dropped() {
    model(|| {
        let options = StreamOptions::new().buffer(1).overflow(Overflow::Block);
        let (stream, emitter) = opened(options);
        assert!(emitter.emit(0));
        let callback = thread::spawn(move || {
            emitter.emit(1);
        });
        drop(stream);
        callback.join().unwrap();
    });
}

/// `block`: closing lets a callback go on that waits, and keeps its item; a later one is counted as
/// lost.
#[test]
fn close_races_a_blocked_callback() {
    model(|| {
        let options = StreamOptions::new().buffer(1).overflow(Overflow::Block);
        let (mut stream, emitter) = opened(options);
        assert!(emitter.emit(0));
        let callback = thread::spawn(move || emitter.emit(1));
        block_on(stream.close());
        // Kept if it waited already, dropped and counted if it came after.
        let kept = callback.join().unwrap();
        assert_eq!(stream.lost(), u64::from(!kept));
        block_on(async {
            assert_eq!(next(&mut stream).await, Some(0));
            assert_eq!(next(&mut stream).await, kept.then_some(1));
            assert_eq!(next(&mut stream).await, None);
        });
    });
}

/// An item that comes while the stream closes arrives before the end.
#[test]
fn close_races_emit() {
    model(|| {
        let (mut stream, emitter) = opened(StreamOptions::new());
        let callback = thread::spawn(move || emitter.emit(1));
        block_on(async {
            stream.close().await;
            assert_eq!(next(&mut stream).await, Some(1));
            assert_eq!(next(&mut stream).await, None);
        });
        assert!(callback.join().unwrap());
    });
}

/// Closing resolves when another thread has let go of the handle.
#[test]
fn close_waits_for_the_handle_on_its_helper_thread() {
    model(|| {
        let payload = Arc::new(());
        let handle = Arc::clone(&payload);
        let mut stream =
            asyncify_runtime::stream(StreamOptions::new(), |events: Emitter<u8>| (handle, events));
        block_on(stream.close());
        assert_eq!(Arc::strong_count(&payload), 1);
        assert_eq!(block_on(next(&mut stream)), None);
    });
}

/// Of two equal errors none is lost: they are merged while the first waits, or an item each.
#[test]
fn two_equal_errors_race_poll() {
    model(|| {
        let (stream, emitter) = opened::<Result<(), u8>>(StreamOptions::new());
        let mut stream = stream.coalesce_errors(|waiting, new| waiting == new);
        let callback = thread::spawn(move || {
            emitter.fail(1);
            emitter.fail(1);
        });
        block_on(async {
            let mut seen = 0;
            while let Some(item) = next(&mut stream).await {
                assert_eq!(item, Err(1));
                seen += 1 + stream.last_error().unwrap().repeats;
            }
            assert_eq!(seen, 2);
        });
        callback.join().unwrap();
    });
}

/// Closing waits until the loop on its own thread has returned, and keeps what that emitted.
#[test]
fn a_blocking_loop_races_close() {
    model(|| {
        let payload = Arc::new(());
        let kept = Arc::clone(&payload);
        let mut stream = stream_blocking(StreamOptions::new(), move |events: Emitter<u8>| {
            events.emit(1);
            drop(kept);
        });
        block_on(stream.close());
        assert_eq!(Arc::strong_count(&payload), 1);
        assert_eq!(block_on(next(&mut stream)), Some(1));
        assert_eq!(block_on(next(&mut stream)), None);
    });
}
