//! Every interleaving of the two sides, in small.
//!
//! `RUSTFLAGS="--cfg loom" cargo test -p asyncify-runtime --release --test loom`
#![cfg(loom)]

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use asyncify_runtime::{
    Abandoned, Completer, Emitter, EventStream, Overflow, Reporter, StreamOptions, once_local,
    stream_blocking, stream_local, with_progress,
};
use futures_core::Stream;
use loom::future::block_on;
use loom::sync::Arc;
use loom::thread;

/// Explores what up to three preemptions at any place can bring about, which finds nearly every race
/// and takes seconds; unbounded, some of these models take minutes.
fn model(test: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = builder.preemption_bound.or(Some(3));
    builder.check(test);
}

type Call<T> = Pin<Box<dyn Future<Output = Result<T, Abandoned>>>>;

/// A call that has been polled once, and its completer.
fn pending<T: 'static>() -> (Call<T>, Completer<T>) {
    let kept = Rc::new(Cell::new(None));
    let keep = Rc::clone(&kept);
    let mut call: Call<T> = Box::pin(once_local(move |done: Completer<T>| keep.set(Some(done))));
    assert!(poll(&mut call).is_pending());
    let done = kept.take().expect("the call has started");
    (call, done)
}

fn poll<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
    Pin::new(future).poll(&mut Context::from_waker(Waker::noop()))
}

fn opened<T>(options: StreamOptions) -> (EventStream<T>, Emitter<T>) {
    let mut kept = None;
    let stream = stream_local(options, |events: Emitter<T>| kept = Some(events));
    (stream, kept.unwrap())
}

async fn next<T, H>(stream: &mut EventStream<T, H>) -> Option<T> {
    std::future::poll_fn(|cx| Pin::new(&mut *stream).poll_next(cx)).await
}

#[test]
fn complete_races_poll() {
    model(|| {
        let (call, done) = pending();
        let callback = thread::spawn(move || done.complete(7));
        assert_eq!(block_on(call), Ok(7));
        callback.join().unwrap();
    });
}

#[test]
fn complete_races_a_task_that_moves() {
    model(|| {
        let (mut call, done) = pending();
        let callback = thread::spawn(move || done.complete(7));
        // The first task's waker is not the one that must be woken in the end.
        if poll(&mut call).is_pending() {
            assert_eq!(block_on(call), Ok(7));
        }
        callback.join().unwrap();
    });
}

#[test]
fn complete_races_drop() {
    model(|| {
        let payload = Arc::new(());
        let (call, done) = pending();
        let value = Arc::clone(&payload);
        let callback = thread::spawn(move || done.complete(value));
        drop(call);
        callback.join().unwrap();
        assert_eq!(Arc::strong_count(&payload), 1);
    });
}

#[test]
fn two_completers_race() {
    model(|| {
        let (call, done) = pending();
        let other = done.clone();
        let callback = thread::spawn(move || {
            other.complete(1);
            other
        });
        done.complete(2);
        let value = block_on(call).unwrap();
        let other = callback.join().unwrap();
        assert!(value == 1 || value == 2);
        assert_eq!(other.duplicates(), 1);
    });
}

#[test]
fn the_last_of_two_dropped_completers_abandons() {
    model(|| {
        let (call, done) = pending::<u8>();
        let other = done.clone();
        let callback = thread::spawn(move || drop(other));
        let last = thread::spawn(move || drop(done));
        assert!(block_on(call).is_err());
        callback.join().unwrap();
        last.join().unwrap();
    });
}

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

#[test]
fn a_report_races_the_end_of_its_call() {
    model(|| {
        let payload = Arc::new(());
        let value = Arc::clone(&payload);
        let mut kept = None;
        let call = with_progress(StreamOptions::new(), |reporter: Reporter<Arc<()>>| {
            kept = Some(reporter);
            std::future::pending::<()>()
        });
        let reporter = kept.unwrap();
        let mut progress = call.progress();
        let callback = thread::spawn(move || reporter.report(value));
        drop(call);
        let seen = block_on(next(&mut progress)).is_some();
        assert_eq!(callback.join().unwrap(), seen);
        assert_eq!(Arc::strong_count(&payload), 1);
    });
}

#[test]
fn a_report_races_a_second_listener() {
    model(|| {
        let mut kept = None;
        let call = with_progress(StreamOptions::new(), |reporter: Reporter<u8>| {
            kept = Some(reporter);
            std::future::pending::<()>()
        });
        let reporter = kept.unwrap();
        let mut first = call.progress();
        let callback = thread::spawn(move || reporter.report(1));
        let mut second = call.progress();
        let early = block_on(next(&mut first));
        let reported = callback.join().unwrap();
        drop(call);
        let late = block_on(next(&mut second));
        assert_eq!(early.is_some() || late.is_some(), reported);
        assert!(early.is_none() || late.is_none());
    });
}

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
