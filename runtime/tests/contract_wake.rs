//! When the callbacks of realtime lanes wake their tasks: directly, every so many calls, or by the
//! ticker.
#![cfg(not(loom))]

mod common;

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::thread;
use std::time::Duration;

use asyncify_runtime::{
    ErrorSender, FeedOptions, FrameOptions, FrameWriter, Wake, frames_with_errors,
};
use common::*;
use futures::StreamExt;

const SOON: Wake = Wake::Tick(Duration::from_millis(1));
/// Longer than what comes soon takes.
const LATE: Wake = Wake::Tick(Duration::from_secs(5));
/// Beyond what the clock knows.
const NEVER: Wake = Wake::Tick(Duration::MAX);

/// Notes the name of each thread that wakes it.
#[derive(Default)]
struct Wakers(Mutex<Vec<Option<String>>>);

impl Wakers {
    fn new() -> (Arc<Self>, Waker) {
        let wakers = Arc::new(Self::default());
        (Arc::clone(&wakers), wakers.into())
    }

    fn names(&self) -> Vec<Option<String>> {
        self.0.lock().unwrap().clone()
    }

    fn wait(&self) {
        wait_until("the task is woken", || !self.names().is_empty());
    }
}

impl std::task::Wake for Wakers {
    fn wake(self: Arc<Self>) {
        let name = thread::current().name().map(str::to_owned);
        self.0.lock().unwrap().push(name);
    }
}

fn ticker() -> Option<String> {
    Some("asyncify-ticker".to_owned())
}

#[test]
fn frames_are_announced_by_the_ticker_alone() {
    let api = ApiThread::new();
    let (mut stream, writer) = open_frames(FrameOptions::new().wake(SOON), ());
    let (wakers, waker) = Wakers::new();
    assert!(poll_next(&mut stream, &waker).is_pending());
    let writer = api.run(move || {
        (0..3).for_each(|block| writer.write(&[block], block));
        writer
    });
    wakers.wait();
    assert_eq!(drain(&mut stream).len(), 3);
    drop(writer);
    assert_eq!(wakers.names(), [ticker()], "once for all three");
}

#[test]
fn room_is_announced_by_the_ticker_alone() {
    let api = ApiThread::new();
    let options = FeedOptions::new().buffer(2).wake(SOON);
    let (mut feed, source, _errors) = open_feed::<Infallible, _>(options, ());
    let (wakers, waker) = Wakers::new();
    let mut write = Box::pin(feed.write(&[1, 2, 3]));
    assert!(poll(&mut write, &waker).is_pending());
    let _source = api.run(move || {
        source.fill(&mut [0; 2]);
        source
    });
    wakers.wait();
    assert_eq!(poll(&mut write, &waker), Poll::Ready(Ok(())));
    assert_eq!(wakers.names(), [ticker()]);
}

#[test]
fn a_task_that_parks_again_is_woken_again() {
    let api = ApiThread::new();
    let (mut stream, mut writer) = open_frames(FrameOptions::new().wake(SOON), ());
    for block in 0..100 {
        let (wakers, waker) = Wakers::new();
        assert!(poll_next(&mut stream, &waker).is_pending());
        writer = api.run(move || {
            writer.write(&[block], block);
            writer
        });
        wakers.wait();
        assert_eq!(drain(&mut stream).len(), 1);
    }
}

/// Two tasks, whose ticker goes to and fro between them.
#[test]
fn who_has_nothing_to_hear_is_left_alone() {
    let (mut quiet, _writer) = open_frames::<(), _>(FrameOptions::new().wake(SOON), ());
    let (woken, waker) = CountingWaker::new();
    assert!(poll_next(&mut quiet, &waker).is_pending());
    let (mut stream, writer) = open_frames(FrameOptions::new().wake(SOON), ());
    block_on(async {
        for _ in 0..20 {
            assert!(poll_next(&mut stream, Waker::noop()).is_pending());
            writer.write(&[1], ());
            assert!(stream.next().await.is_some());
            // What the ticker has yet to say of it.
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    });
    assert_eq!(woken.count(), 0);
}

#[test]
fn each_lane_has_its_own_interval() {
    let (mut late, late_writer) = open_frames(FrameOptions::new().wake(LATE), ());
    let (mut soon, soon_writer) = open_frames(FrameOptions::new().wake(SOON), ());
    let (late_woken, late_waker) = CountingWaker::new();
    let (soon_wakers, soon_waker) = Wakers::new();
    assert!(poll_next(&mut late, &late_waker).is_pending());
    assert!(poll_next(&mut soon, &soon_waker).is_pending());
    late_writer.write(&[1], ());
    soon_writer.write(&[1], ());
    soon_wakers.wait();
    assert_eq!(late_woken.count(), 0);
}

type Errors = ErrorSender<&'static str>;

/// What must not wait for a tick.
const URGENT: [fn(FrameWriter<u16>, Errors); 5] = [
    |_writer, errors| errors.fail("glitch"),
    |_writer, errors| errors.fail_fatal("lost"),
    |writer, errors| {
        drop(errors);
        drop(writer);
    },
    |writer, _errors| writer.write_with(&[1], || panic!("in the map")),
    |_writer, errors| errors.fail_with(|| panic!("in the map")),
];

#[test]
fn errors_and_ends_wake_at_once() {
    for wake in [NEVER, Wake::Every(1_000)] {
        for urgent in URGENT {
            let api = ApiThread::new();
            let mut kept = None;
            let options = FrameOptions::new().wake(wake);
            let mut stream = frames_with_errors(options, |writer, errors| {
                kept = Some((writer, errors));
            });
            let (woken, waker) = CountingWaker::new();
            assert!(poll_next(&mut stream, &waker).is_pending());
            let (writer, errors) = kept.unwrap();
            api.run(move || urgent(writer, errors));
            assert!(woken.count() > 0);
        }
    }
}

#[test]
fn the_end_of_a_feed_wakes_at_once() {
    let options = FeedOptions::new().buffer(1).wake(NEVER);
    let (mut feed, source, _errors) = open_feed::<Infallible, _>(options, ());
    let (woken, waker) = CountingWaker::new();
    let mut write = Box::pin(feed.write(&[1, 2]));
    assert!(poll(&mut write, &waker).is_pending());
    drop(source);
    assert!(woken.count() > 0);
}

#[test]
fn close_does_not_wait_for_a_tick() {
    let api = ApiThread::new();
    let (mut stream, writer) = open_frames::<(), _>(FrameOptions::new().wake(NEVER), ());
    api.start(move || {
        while !writer.is_closed() {
            thread::yield_now();
        }
    });
    block_on(stream.close());
}

#[test]
fn every_third_block_wakes() {
    let (mut stream, writer) = open_frames(FrameOptions::new().wake(Wake::Every(3)), ());
    let (woken, waker) = CountingWaker::new();
    let counts = [(); 7].map(|()| {
        while poll_next(&mut stream, &waker).is_ready() {}
        writer.write(&[1], ());
        woken.count()
    });
    assert_eq!(counts, [0, 0, 1, 1, 1, 2, 2]);
}

#[test]
fn a_full_ring_wakes_before_its_turn_and_before_a_loss() {
    let options = FrameOptions::new().buffer(4).wake(Wake::Every(1_000));
    let (mut stream, writer) = open_frames(options, ());
    let (woken, waker) = CountingWaker::new();
    assert!(poll_next(&mut stream, &waker).is_pending());
    writer.write(&[1, 2], ());
    assert_eq!(woken.count(), 0);
    writer.write(&[3, 4], ());
    assert_eq!((woken.count(), stream.lost()), (1, 0));
}

#[test]
fn a_loss_wakes_before_its_turn() {
    let options = FrameOptions::new().buffer(2).wake(Wake::Every(1_000));
    let (mut stream, writer) = open_frames(options, ());
    let (woken, waker) = CountingWaker::new();
    assert!(poll_next(&mut stream, &waker).is_pending());
    writer.write(&[1], ());
    assert_eq!(woken.count(), 0);
    writer.write(&[2, 3], ());
    assert_eq!((woken.count(), stream.lost()), (1, 2));
}

#[test]
fn an_empty_ring_wakes_before_its_turn() {
    let options = FeedOptions::new().buffer(4).wake(Wake::Every(1_000));
    let (mut feed, source, _errors) = open_feed::<Infallible, _>(options, ());
    let (woken, waker) = CountingWaker::new();
    let mut write = Box::pin(feed.write(&[1; 5]));
    assert!(poll(&mut write, &waker).is_pending());
    source.fill(&mut [0; 2]);
    assert_eq!(woken.count(), 0);
    source.fill(&mut [0; 2]);
    assert_eq!(woken.count(), 1);
}

#[test]
fn a_waker_that_panics_takes_no_other_lane_along() {
    let (mut first, first_writer) = open_frames(FrameOptions::new().wake(SOON), ());
    assert!(poll_next(&mut first, &Arc::new(PanickingWaker).into()).is_pending());
    first_writer.write(&[1], ());
    let (mut second, second_writer) = open_frames(FrameOptions::new().wake(SOON), ());
    for _ in 0..10 {
        let (wakers, waker) = Wakers::new();
        assert!(poll_next(&mut second, &waker).is_pending());
        second_writer.write(&[1], ());
        wakers.wait();
        assert_eq!(drain(&mut second).len(), 1);
    }
}

#[test]
fn dropped_on_the_tickers_thread_goes_to_the_reaper() {
    let (handle, told) = tattletale();
    let (stream, writer) = open_frames(FrameOptions::new().wake(SOON), handle);
    let stream = Arc::new(Mutex::new(Some(stream)));
    let inside = Arc::clone(&stream);
    let waker = InlineWaker::waker(move || drop(inside.lock().unwrap().take()));
    assert!(poll_next(stream.lock().unwrap().as_mut().unwrap(), &waker).is_pending());
    writer.write(&[1], ());
    let dropped = told.recv_timeout(PATIENCE).unwrap();
    assert_eq!(dropped.name.as_deref(), Some("asyncify-reaper"));
}

#[test]
fn the_ticker_keeps_no_task() {
    let (mut stream, _writer) = open_frames::<(), _>(FrameOptions::new().wake(LATE), ());
    let (task, waker) = CountingWaker::new();
    assert!(poll_next(&mut stream, &waker).is_pending());
    drop((stream, waker));
    assert_eq!(Arc::strong_count(&task), 1);
}

/// How many tickers run.
#[cfg(target_os = "linux")]
fn tickers() -> usize {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    let names = tasks.filter_map(|task| {
        // A thread may end meanwhile.
        std::fs::read_to_string(task.ok()?.path().join("comm")).ok()
    });
    names
        .filter(|name| name.trim() == "asyncify-ticker")
        .count()
}

#[cfg(target_os = "linux")]
#[test]
fn the_ticker_ends_with_the_last_parked_task_and_comes_back() {
    for _ in 0..2 {
        let (mut stream, writer) = open_frames(FrameOptions::new().wake(SOON), ());
        let (wakers, waker) = Wakers::new();
        assert!(poll_next(&mut stream, &waker).is_pending());
        writer.write(&[1], ());
        wakers.wait();
        // One that has just left may still be listed.
        wait_until("all lanes share one", || tickers() == 1);
        // The stream lives on, but nobody waits.
        wait_until("the ticker has left", || tickers() == 0);
    }
}

/// Each was woken by what ended it, not by the ticker, and lives on.
#[cfg(target_os = "linux")]
#[test]
fn the_ticker_ends_with_lanes_that_have_ended() {
    let (mut frames, writer) = open_frames::<(), _>(FrameOptions::new().wake(SOON), ());
    let options = asyncify_runtime::StreamOptions::new().wake(SOON);
    let (mut events, emitter) = open_stream::<u8, _>(options, ());
    let options = FeedOptions::new().buffer(1).wake(SOON);
    let (mut feed, source, _errors) = open_feed::<Infallible, _>(options, ());
    assert!(poll_next(&mut frames, Waker::noop()).is_pending());
    assert!(poll_next(&mut events, Waker::noop()).is_pending());
    assert!(poll(&mut Box::pin(feed.write(&[1, 2])), Waker::noop()).is_pending());
    drop((writer, emitter, source));
    assert_eq!(poll_next(&mut events, Waker::noop()), Poll::Ready(None));
    wait_until("the ticker has left", || tickers() == 0);
}

#[test]
#[should_panic(expected = "every callback at least wakes")]
fn every_zeroth_callback_is_refused() {
    let _ = FrameOptions::new().wake(Wake::Every(0));
}

#[test]
#[should_panic(expected = "a tick takes some time")]
fn a_tick_of_no_time_is_refused() {
    let _ = FeedOptions::new().wake(Wake::Tick(Duration::ZERO));
}
