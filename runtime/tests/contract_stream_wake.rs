//! When the callbacks of streams wake their tasks: directly, every so many values, or by the ticker.
#![cfg(not(loom))]

mod common;

use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::thread;
use std::time::Duration;

use asyncify_runtime::{Emitter, EventStream, Overflow, Reply, StreamOptions, Wake};
use common::*;
use futures::StreamExt;

const SOON: Wake = Wake::Tick(Duration::from_millis(1));
/// Beyond what the clock knows.
const NEVER: Wake = Wake::Tick(Duration::MAX);

type Item = Result<u32, &'static str>;

fn parked(options: StreamOptions) -> (EventStream<Item>, Emitter<Item>, Arc<CountingWaker>) {
    let (mut events, emitter) = open_stream(options, ());
    let (woken, waker) = CountingWaker::new();
    assert!(poll_next(&mut events, &waker).is_pending());
    (events, emitter, woken)
}

/// How often the task has been woken after each of so many values.
fn wakes<const N: usize>(options: StreamOptions) -> [usize; N] {
    let (_events, emitter, woken) = parked(options);
    [(); N].map(|()| {
        assert!(emitter.emit(Ok(0)));
        woken.count()
    })
}

/// Remembers which thread woke it.
#[derive(Default)]
struct WokenOn(Mutex<Option<String>>);

impl std::task::Wake for WokenOn {
    fn wake(self: Arc<Self>) {
        *self.0.lock().unwrap() = thread::current().name().map(str::to_owned);
    }
}

#[test]
fn every_third_value_wakes() {
    let (mut events, emitter, woken) = parked(StreamOptions::new().wake(Wake::Every(3)));
    let emit = |expected| {
        assert!(emitter.emit(Ok(0)));
        assert_eq!(woken.count(), expected);
    };
    // The seventh does not wake a task that has not looked since the third.
    [0, 0, 1, 1, 1, 1, 1].into_iter().for_each(emit);
    assert_eq!(drain(&mut events).len(), 7);
    let waker = Arc::clone(&woken).into();
    assert!(poll_next(&mut events, &waker).is_pending());
    [1, 1, 2].into_iter().for_each(emit);
}

#[test]
fn what_came_before_its_turn_is_there_for_who_looks() {
    let (mut events, emitter, woken) = parked(StreamOptions::new().wake(Wake::Every(3)));
    emitter.emit(Ok(7));
    let waker = Arc::clone(&woken).into();
    assert_eq!(poll_next(&mut events, &waker), Poll::Ready(Some(Ok(7))));
    assert_eq!(woken.count(), 0);
}

#[test]
fn a_full_buffer_wakes_before_its_turn() {
    for wake in [Wake::Every(1_000), NEVER] {
        for overflow in [Overflow::Block, Overflow::DropNewest, Overflow::DropOldest] {
            let options = StreamOptions::new().buffer(3).overflow(overflow).wake(wake);
            assert_eq!(wakes(options), [0, 0, 1], "{wake:?}, {overflow:?}");
        }
    }
}

#[test]
fn the_latest_value_wakes_in_its_turn() {
    let latest = StreamOptions::new().overflow(Overflow::Latest);
    assert_eq!(wakes(latest.wake(Wake::Every(3))), [0, 0, 1]);
    assert_eq!(wakes(latest.wake(NEVER)), [0, 0, 0]);
}

#[test]
fn a_blocked_callback_does_not_wait_for_a_tick() {
    let options = StreamOptions::new().buffer(2).overflow(Overflow::Block);
    for wake in [Wake::Every(1_000), NEVER] {
        let (events, emitter) = open_stream::<u32, _>(options.wake(wake), ());
        let callback = thread::spawn(move || (0..100).all(|value| emitter.emit(value)));
        let received = block_on(events.collect::<Vec<_>>());
        assert_eq!(received, (0..100).collect::<Vec<_>>());
        assert!(callback.join().unwrap());
    }
}

#[test]
fn the_ticker_alone_wakes() {
    let api = ApiThread::new();
    let (mut events, mut emitter) = open_stream(StreamOptions::new().wake(SOON), ());
    for value in 0..100 {
        let woken = Arc::new(WokenOn::default());
        assert!(poll_next(&mut events, &Arc::clone(&woken).into()).is_pending());
        emitter = api.run(move || {
            (0..3).for_each(|_| assert!(emitter.emit(value)));
            emitter
        });
        wait_until("the task is woken", || woken.0.lock().unwrap().is_some());
        assert_eq!(woken.0.lock().unwrap().as_deref(), Some("asyncify-ticker"));
        assert_eq!(drain(&mut events), [value; 3]);
    }
}

#[test]
fn errors_panics_and_ends_wake_at_once() {
    let causes: [fn(Emitter<Item>); 5] = [
        |emitter| emitter.fail("overrun"),
        |emitter| emitter.fail_fatal("unplugged"),
        |emitter| emitter.end(),
        |emitter| assert!(!emitter.emit_with(|| panic!("in the map"))),
        drop,
    ];
    for wake in [Wake::Every(1_000), NEVER] {
        for cause in causes {
            let (_events, emitter, woken) = parked(StreamOptions::new().wake(wake));
            emitter.emit(Ok(0));
            assert_eq!(woken.count(), 0);
            cause(emitter);
            assert!(woken.count() > 0, "{wake:?}");
        }
    }
}

#[test]
fn a_question_wakes_at_once() {
    for wake in [Wake::Direct, Wake::Every(1_000), NEVER] {
        let (mut questions, emitter) = open_stream(StreamOptions::new().wake(wake), ());
        let (woken, waker) = CountingWaker::new();
        assert!(poll_next(&mut questions, &waker).is_pending());
        let asks = move || {
            let answer = emitter.ask(Some(Duration::ZERO), |reply: Reply<u8>| reply);
            (answer, emitter)
        };
        let (answer, _emitter) = thread::spawn(asks).join().unwrap();
        assert_eq!((answer, woken.count()), (None, 1), "{wake:?}");
    }
}

#[test]
fn close_does_not_wait_for_a_tick() {
    let api = ApiThread::new();
    for wake in [Wake::Every(1_000), NEVER] {
        let (mut events, emitter, _) = parked(StreamOptions::new().wake(wake));
        api.start(move || {
            while !emitter.is_closed() {
                thread::yield_now();
            }
        });
        block_on(events.close());
    }
}

#[test]
fn a_dropped_stream_keeps_no_task() {
    for wake in [Wake::Direct, Wake::Every(2), NEVER] {
        let (events, _emitter, woken) = parked(StreamOptions::new().wake(wake));
        assert_eq!(Arc::strong_count(&woken), 2, "{wake:?}");
        drop(events);
        assert_eq!(Arc::strong_count(&woken), 1, "{wake:?}");
    }
}

#[test]
fn wakers_that_panic_harm_nobody() {
    for wake in [Wake::Every(1), SOON] {
        let (mut events, emitter) = open_stream(StreamOptions::new().wake(wake), ());
        assert!(poll_next(&mut events, &Arc::new(PanickingWaker).into()).is_pending());
        assert!(emitter.emit(1));
        emitter.end();
        assert_eq!(drain(&mut events), [1]);
    }
}
