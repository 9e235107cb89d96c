//! The contract's row on slow consumers, for each policy of a stream.
#![cfg(not(loom))]

mod common;

use std::sync::mpsc::{Receiver, channel};
use std::task::Waker;
use std::thread;
use std::time::Duration;

use asyncify_runtime::{
    Emitter, EventError, EventStream, Lagged, Overflow, StreamOptions, lossy_stream, stream,
};
use common::*;
use futures::StreamExt;

type Lossy = Result<u32, Lagged>;

const fn bounded(items: usize, overflow: Overflow) -> StreamOptions {
    StreamOptions::new().buffer(items).overflow(overflow)
}

/// A stream that shows its losses, whose emitter the test keeps.
fn lossy(options: StreamOptions) -> (EventStream<Lossy>, Emitter<Lossy>) {
    let mut kept = None;
    let events = lossy_stream(options, |events: Emitter<Lossy>| kept = Some(events));
    (events, kept.unwrap())
}

fn emit(emitter: &Emitter<Lossy>, values: std::ops::Range<u32>) {
    values.for_each(|value| assert!(emitter.emit(Ok(value))));
}

const fn missing(lost: u64) -> Lossy {
    Err(Lagged { lost })
}

#[test]
fn unbounded_loses_nothing() {
    let (mut events, emitter) = lossy(StreamOptions::new().buffer(2));
    emit(&emitter, 0..10_000);
    assert_eq!(drain(&mut events), (0..10_000).map(Ok).collect::<Vec<_>>());
    assert_eq!(events.lost(), 0);
}

#[test]
fn drop_newest_keeps_what_came_first_and_shows_the_gap_behind_it() {
    let (mut events, emitter) = lossy(bounded(2, Overflow::DropNewest));
    emit(&emitter, 0..5);
    assert_eq!(drain(&mut events), [Ok(0), Ok(1), missing(3)]);
    emit(&emitter, 5..6);
    assert_eq!(drain(&mut events), [Ok(5)]);
    assert_eq!(events.lost(), 3);
}

#[test]
fn drop_newest_shows_the_gap_between_the_values_it_is_between() {
    let (mut events, emitter) = lossy(bounded(2, Overflow::DropNewest));
    emit(&emitter, 0..3);
    assert_eq!(block_on(events.next()), Some(Ok(0)));
    emit(&emitter, 3..5);
    assert_eq!(drain(&mut events), [Ok(1), missing(1), Ok(3), missing(1)]);
}

#[test]
fn drop_oldest_keeps_what_came_last_and_shows_the_gap_before_it() {
    let (mut events, emitter) = lossy(bounded(2, Overflow::DropOldest));
    emit(&emitter, 0..5);
    assert_eq!(drain(&mut events), [missing(3), Ok(3), Ok(4)]);
    assert_eq!(events.lost(), 3);
}

#[test]
fn latest_keeps_one_value_whatever_the_buffer() {
    let (mut events, emitter) = lossy(bounded(64, Overflow::Latest));
    emit(&emitter, 0..5);
    assert_eq!(events.backlog(), 1);
    assert_eq!(drain(&mut events), [missing(4), Ok(4)]);
    emit(&emitter, 5..6);
    assert_eq!(drain(&mut events), [Ok(5)]);
}

#[test]
fn a_loss_at_the_end_is_shown_before_none() {
    for overflow in [Overflow::DropNewest, Overflow::DropOldest, Overflow::Latest] {
        let (events, emitter) = lossy(bounded(1, overflow));
        emit(&emitter, 0..4);
        drop(emitter);
        let items = block_on(events.collect::<Vec<_>>());
        assert_eq!(
            items.iter().filter(|item| **item == missing(3)).count(),
            1,
            "{overflow:?}"
        );
        assert_eq!(items.len(), 2);
    }
}

#[test]
fn lost_values_are_dropped_at_once() {
    for overflow in [Overflow::DropNewest, Overflow::DropOldest, Overflow::Latest] {
        let drops = Drops::default();
        let events = stream(bounded(1, overflow), |events: Emitter<Counted>| {
            (0..4).for_each(|_| assert!(events.emit(drops.counted())));
        });
        assert_eq!((drops.count(), events.lost()), (3, 3), "{overflow:?}");
        drop(events);
        assert_eq!(drops.count(), 4);
    }
}

#[test]
fn a_plain_stream_only_counts_the_loss() {
    let mut events = stream(bounded(2, Overflow::DropOldest), |events: Emitter<u32>| {
        (0..5).for_each(|value| assert!(events.emit(value)));
    });
    assert_eq!(drain(&mut events), [3, 4]);
    assert_eq!(events.lost(), 3);
}

#[test]
fn a_bounded_policy_without_a_size_keeps_1024() {
    let options = StreamOptions::new().overflow(Overflow::DropNewest);
    let (mut events, emitter) = lossy(options);
    emit(&emitter, 0..1_100);
    assert_eq!(drain(&mut events).len(), 1_024 + 1);
    assert_eq!(events.lost(), 76);
}

#[test]
fn a_loss_is_shown_in_the_error_type_of_the_stream() {
    type Item = Result<u32, EventError<&'static str>>;
    let mut events = lossy_stream(bounded(1, Overflow::Latest), |events: Emitter<Item>| {
        events.emit(Ok(1));
        events.emit(Ok(2));
        events.fail(EventError::Failed("overrun"));
    });
    assert_eq!(
        drain(&mut events),
        [
            Err(EventError::Lagged { lost: 1 }),
            Ok(2),
            Err(EventError::Failed("overrun"))
        ],
    );
    assert_eq!(
        EventError::<std::fmt::Error>::Lagged { lost: 1 }.to_string(),
        "1 item was lost to a slow consumer"
    );
}

#[test]
fn block_holds_the_callback_until_there_is_room_and_loses_nothing() {
    let mut events = stream(bounded(2, Overflow::Block), |events: Emitter<u32>| {
        thread::spawn(move || (0..500).all(|value| events.emit(value)))
    });
    let received = block_on(async {
        let mut received = Vec::new();
        while let Some(value) = events.next().await {
            assert!(events.backlog() <= 2);
            received.push(value);
        }
        received
    });
    assert_eq!(received, (0..500).collect::<Vec<_>>());
    assert_eq!(events.lost(), 0);
}

#[test]
fn block_does_not_hold_the_thread_that_starts_or_polls() {
    let (starting, polling) = (ApiThread::new(), ApiThread::new());
    let (mut events, emitter) = starting.run(|| {
        let mut kept = None;
        let events = stream(bounded(1, Overflow::Block), |events: Emitter<u32>| {
            (0..3).for_each(|value| assert!(events.emit(value)));
            kept = Some(events);
        });
        (events, kept.unwrap())
    });
    let received = polling.run(move || {
        let mut received = drain(&mut events);
        (3..6).for_each(|value| assert!(emitter.emit(value)));
        received.extend(drain(&mut events));
        received
    });
    assert_eq!(received, [0, 1, 2, 3, 4, 5]);
}

#[test]
fn block_does_not_hold_the_thread_that_drives_the_api_by_its_handle() {
    let mut kept = None;
    let mut events = stream(bounded(1, Overflow::Block), |events: Emitter<u32>| {
        kept = Some(events.clone());
        events // an API that calls back when it is asked to
    });
    for _ in 0..2 {
        events = ApiThread::new().run(move || {
            (0..3).for_each(|value| assert!(events.handle().emit(value)));
            (3..5).for_each(|value| assert!(events.handle_mut().emit(value)));
            assert_eq!(drain(&mut events), [0, 1, 2, 3, 4]);
            events
        });
    }
    // Where the stream was polled elsewhere since, one waits as anybody does.
    let emitter = kept.unwrap();
    events.handle();
    let events = ApiThread::new().run(move || {
        assert_eq!(drain(&mut events), []);
        events
    });
    assert!(emitter.emit(5));
    assert_eq!(
        emitter.ask::<()>(Some(Duration::from_millis(1)), |_| 6),
        None
    );
    assert_eq!((events.backlog(), events.lost()), (1, 1));
}

/// Blocks a callback on a full buffer; gives the stream, and what the callback was told.
fn blocked() -> (EventStream<u32>, Emitter<u32>, Receiver<bool>) {
    let (tell, told) = channel();
    let (enter, entered) = channel();
    let mut kept = None;
    let events = stream(bounded(1, Overflow::Block), |events: Emitter<u32>| {
        events.emit(0);
        kept = Some(events.clone());
        thread::spawn(move || {
            let emitted = events.emit_with(|| {
                enter.send(()).unwrap();
                1
            });
            tell.send(emitted).unwrap();
        });
    });
    entered.recv().unwrap();
    // From here it is a few instructions to the wait, which nothing outside can see.
    (0..1_000).for_each(|_| thread::yield_now());
    assert!(told.try_recv().is_err());
    (events, kept.unwrap(), told)
}

#[test]
fn block_is_over_when_the_consumer_is_dropped() {
    let (events, _emitter, told) = blocked();
    drop(events);
    assert_eq!(told.recv_timeout(PATIENCE), Ok(false));
}

#[test]
fn block_is_over_when_the_consumer_closes() {
    let (mut events, emitter, told) = blocked();
    assert!(poll(&mut events.close(), Waker::noop()).is_pending());
    assert_eq!(told.recv_timeout(PATIENCE), Ok(true));
    // What waited is kept. What comes now would otherwise be without a bound.
    assert!(ApiThread::new().run(move || (2..100).all(|value| !emitter.emit(value))));
    block_on(events.close());
    assert_eq!(events.lost(), 98);
    assert_eq!(drain(&mut events), [0, 1]);
}

#[test]
fn block_is_over_when_the_stream_ends() {
    let (mut events, emitter, told) = blocked();
    emitter.end();
    assert_eq!(told.recv_timeout(PATIENCE), Ok(false));
    assert_eq!(drain(&mut events), [0]);
}

#[test]
#[should_panic(expected = "at least one item")]
fn a_buffer_of_nothing_is_refused() {
    let _ = StreamOptions::new().buffer(0);
}

#[test]
#[should_panic(expected = "capacity overflow")]
fn a_buffer_beyond_memory_is_refused_before_the_api_starts() {
    let options = StreamOptions::new().buffer(usize::MAX);
    let _ = stream(options, |_: Emitter<u8>| unreachable!("the API is started"));
}
