//! The contract's rows, as they concern callbacks that are fed.
#![cfg(not(loom))]

mod common;

use std::convert::Infallible;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use asyncify_runtime::{
    ErrorSender, Feed, FeedError, FeedOptions, FeedReader, Wake, feed, try_feed,
};
use common::*;
use futures::{SinkExt, StreamExt};

const FOUR: FeedOptions = FeedOptions::new().buffer(4).wake(Wake::Direct);

/// One poll of a future that is dropped then.
fn poll_once<F: Future>(future: F, waker: &Waker) -> Poll<F::Output> {
    pin!(future).poll(&mut Context::from_waker(waker))
}

#[test]
fn what_is_written_is_taken_in_order() {
    let (mut feed, source, _errors) = open_feed::<Infallible, _>(FOUR, ());
    assert_eq!(feed.try_write(&[1, 2, 3]), Ok(3));
    assert_eq!(filled(&source, 2), [1, 2]);
    assert_eq!(feed.try_write(&[4, 5]), Ok(2));
    assert_eq!(filled(&source, 3), [3, 4, 5]);
    assert_eq!((feed.written(), feed.taken(), feed.underruns()), (5, 5, 0));
}

#[test]
fn an_empty_ring_is_silence_and_a_counted_underrun() {
    let (mut feed, source, _errors) = open_feed::<Infallible, _>(FOUR, ());
    assert_eq!(filled(&source, 2), [0, 0]);
    assert_eq!(feed.try_write(&[1]), Ok(1));
    assert_eq!(filled(&source, 3), [1, 0, 0]);
    assert_eq!((feed.underruns(), feed.silence(), feed.taken()), (2, 4, 1));
    source.fill(&mut []);
    assert_eq!(feed.underruns(), 2);
}

#[test]
fn silence_is_what_it_is_said_to_be() {
    let played = feed(FOUR.silence(128), |source: FeedReader<u8>| source);
    let mut block = [0; 2];
    played.handle().fill(&mut block);
    assert_eq!(block, [128, 128]);
}

#[test]
fn a_callback_may_be_told_how_many_there_are() {
    let (mut feed, source, _errors) = open_feed::<Infallible, _>(FOUR, ());
    assert_eq!(feed.try_write(&[1, 2]), Ok(2));
    let mut block = [9; 3];
    assert_eq!((source.read(&mut block), block), (2, [1, 2, 9]));
    assert_eq!((source.read(&mut block), feed.underruns()), (0, 0));
}

#[test]
fn write_waits_for_room_and_is_woken_by_the_callback() {
    let api = ApiThread::new();
    let (mut feed, source, _errors) = open_feed::<Infallible, _>(FOUR, ());
    let (woken, waker) = CountingWaker::new();
    let mut write = Box::pin(feed.write(&[1, 2, 3, 4, 5, 6]));
    assert!(poll(&mut write, &waker).is_pending());
    let (source, taken) = api.run(move || {
        let taken = filled(&source, 3);
        (source, taken)
    });
    assert_eq!((taken, woken.count()), (vec![1, 2, 3], 1));
    assert_eq!(poll(&mut write, &waker), Poll::Ready(Ok(())));
    drop(write);
    assert_eq!(filled(&source, 3), [4, 5, 6]);
}

#[test]
fn a_callback_inside_the_initiating_call_gets_silence() {
    let played = feed(FOUR, |source: FeedReader<u8>| {
        let mut block = [1; 2];
        source.fill(&mut block);
        (source, block)
    });
    assert_eq!((played.handle().1, played.underruns()), ([0, 0], 1));
}

#[test]
fn a_refused_start_is_the_error() {
    let mut kept = None;
    let refused = try_feed(FOUR, |source: FeedReader<u8>| {
        kept = Some(source);
        Err::<(), _>("busy")
    });
    assert_eq!(refused.err(), Some("busy"));
    assert!(kept.unwrap().is_closed());
}

#[test]
fn a_write_that_is_cancelled_leaves_what_it_has_written_and_nothing_twice() {
    let (mut feed, source, _errors) = open_feed::<Infallible, _>(FOUR, ());
    let all: Vec<u16> = (1..=10).collect();
    let mut taken = Vec::new();
    while (feed.written() as usize) < all.len() {
        let rest = &all[feed.written() as usize..];
        let _ = poll_once(feed.write(rest), Waker::noop());
        taken.extend(filled(&source, 2));
    }
    taken.extend(filled(&source, 2));
    assert_eq!(taken, all);
}

#[test]
fn an_api_that_drops_its_callback_ends_a_write_that_waits() {
    let api = ApiThread::new();
    // The error callback is kept: nobody takes samples all the same.
    let (mut feed, source, _errors) = open_feed::<Infallible, _>(FOUR, ());
    let (woken, waker) = CountingWaker::new();
    let mut write = Box::pin(feed.write(&[0; 5]));
    assert!(poll(&mut write, &waker).is_pending());
    api.run(move || drop(source));
    assert_eq!(woken.count(), 1);
    assert_eq!(
        poll(&mut write, &waker),
        Poll::Ready(Err(FeedError::Closed))
    );
    drop(write);
    assert_eq!(feed.try_write(&[]), Err(FeedError::Closed));
    assert_eq!(block_on(feed.drain()), Err(FeedError::Closed));
}

#[test]
fn drain_waits_until_all_is_taken() {
    let api = ApiThread::new();
    let (mut feed, source, _errors) = open_feed::<Infallible, _>(FOUR, ());
    assert_eq!(block_on(feed.drain()), Ok(()));
    assert_eq!(feed.try_write(&[1, 2, 3]), Ok(3));
    let (woken, waker) = CountingWaker::new();
    let mut drain = Box::pin(feed.drain());
    assert!(poll(&mut drain, &waker).is_pending());
    let source = api.run(move || {
        filled(&source, 2);
        source
    });
    assert!(poll(&mut drain, &waker).is_pending());
    api.run(move || {
        filled(&source, 2);
    });
    assert!(woken.count() >= 2);
    // The callback is gone by now, but it had taken everything.
    assert_eq!(poll(&mut drain, &waker), Poll::Ready(Ok(())));
}

#[test]
fn a_fatal_error_ends_a_write_and_is_told_once() {
    let api = ApiThread::new();
    let (mut feed, _source, errors) = open_feed(FOUR, ());
    let (woken, waker) = CountingWaker::new();
    let mut write = Box::pin(feed.write(&[0; 5]));
    assert!(poll(&mut write, &waker).is_pending());
    api.run(move || {
        errors.fail("glitch");
        errors.fail_fatal("device lost");
        errors.fail("late");
    });
    assert!(woken.count() > 0);
    let failed = Poll::Ready(Err(FeedError::Failed("device lost")));
    assert_eq!(poll(&mut write, &waker), failed);
    drop(write);
    assert_eq!(feed.try_write(&[1]), Err(FeedError::Closed));
    let rest: Vec<_> = block_on(feed.errors().collect());
    assert_eq!(rest, ["glitch"]);
}

#[test]
fn an_error_that_is_not_fatal_leaves_the_feed_alive() {
    let (mut feed, source, errors) = open_feed(FOUR, ());
    assert_eq!(feed.try_write(&[1, 2]), Ok(2));
    filled(&source, 2);
    errors.fail("glitch");
    assert_eq!(block_on(feed.write(&[3])), Ok(()));
    assert_eq!(block_on(feed.next_error()), Some("glitch"));
    assert_eq!(feed.last_error().unwrap().position, 2);
    let (woken, waker) = CountingWaker::new();
    assert!(poll_once(feed.next_error(), &waker).is_pending());
    errors.fail_fatal("device lost");
    assert_eq!(woken.count(), 1);
    assert_eq!(block_on(feed.next_error()), Some("device lost"));
    assert_eq!(block_on(feed.next_error()), None);
    assert_eq!(feed.try_write(&[4]), Err(FeedError::Closed));
}

#[test]
fn a_flood_of_errors_is_bounded_and_merged() {
    let (mut feed, _source, errors) = open_feed(FOUR, ());
    (0..1_000).for_each(|error| errors.fail(error));
    assert_eq!(feed.errors_lost(), 984);
    drop(errors);
    let (feed_of_equals, _source, errors) = open_feed(FOUR, ());
    let mut equals = feed_of_equals.coalesce_errors(|waiting, new| waiting == new);
    (0..1_000).for_each(|_| errors.fail('x'));
    assert_eq!(block_on(equals.next_error()), Some('x'));
    assert_eq!(equals.last_error().unwrap().repeats, 999);
    assert_eq!(block_on(feed.next_error()), Some(0));
}

#[test]
fn a_panic_in_the_callback_is_resumed_in_the_consumer() {
    let ways: [fn(&FeedReader<u16>); 2] = [
        |source| source.fill_catching(|| panic!("in the user's code")),
        |source| {
            assert_eq!(
                source.reply(|| -> u8 { panic!("in the user's code") }),
                None
            );
        },
    ];
    for way in ways {
        let api = ApiThread::new();
        let (mut feed, source, _errors) = open_feed::<Infallible, _>(FOUR, ());
        let (woken, waker) = CountingWaker::new();
        let mut write = Box::pin(feed.write(&[0; 5]));
        assert!(poll(&mut write, &waker).is_pending());
        let source = api.run(move || {
            way(&source);
            source
        });
        assert_eq!(woken.count(), 1);
        let resumed = catch_unwind(AssertUnwindSafe(|| poll(&mut write, &waker).is_ready()));
        assert_eq!(message(resumed.unwrap_err()), "in the user's code");
        drop(write);
        assert_eq!(feed.try_write(&[1]), Err(FeedError::Closed));
        assert_eq!(filled(&source, 1), [0]);
    }
}

#[test]
fn a_waker_that_panics_does_not_unwind_into_the_callback() {
    let (mut feed, source, _errors) = open_feed::<Infallible, _>(FOUR, ());
    let waker = Arc::new(PanickingWaker).into();
    assert!(poll_once(feed.write(&[0; 5]), &waker).is_pending());
    filled(&source, 1);
    assert_eq!(block_on(feed.write(&[1])), Ok(()));
    drop(source);
}

#[test]
fn items_of_the_sink_come_in_order_and_closing_it_waits_until_they_are_taken() {
    let (mut feed, source, errors) = open_feed::<Infallible, _>(FOUR, ());
    let (woken, waker) = CountingWaker::new();
    block_on(async {
        feed.feed(vec![1, 2, 3]).await.unwrap();
        feed.feed(&[4][..]).await.unwrap();
        feed.feed(vec![5, 6, 7, 8, 9, 10]).await.unwrap();
    });
    // More than the ring holds: the rest is kept.
    assert_eq!((feed.written(), feed.try_write(&[0])), (4, Ok(0)));
    assert!(poll_once(feed.flush(), Waker::noop()).is_pending());
    let mut close = Box::pin(SinkExt::<u16>::close(&mut feed));
    let mut taken = Vec::new();
    while taken.len() < 10 {
        assert!(poll(&mut close, &waker).is_pending());
        taken.extend(filled(&source, 2));
    }
    assert!(taken.iter().copied().eq(1..=10), "{taken:?}");
    assert!(woken.count() > 0);
    assert!(poll(&mut close, &waker).is_pending());
    assert!(source.is_closed());
    drop((source, errors));
    assert_eq!(poll(&mut close, &waker), Poll::Ready(Ok(())));
}

#[test]
fn a_stream_of_samples_can_be_forwarded() {
    let api = ApiThread::new();
    let (feed, source, errors) = open_feed::<Infallible, _>(FOUR, ());
    let (tell, told) = std::sync::mpsc::channel();
    api.start(move || {
        let _errors = errors;
        while !source.is_closed() {
            let mut block = [0; 3];
            let taken = source.read(&mut block);
            tell.send(block[..taken].to_vec()).unwrap();
            std::thread::yield_now();
        }
    });
    let samples = futures::stream::iter(1..=1_000_u16).map(Ok);
    assert_eq!(block_on(samples.forward(feed)), Ok(()));
    assert!(told.iter().flatten().eq(1..=1_000));
}

#[test]
fn a_write_to_a_closed_feed_is_refused() {
    let (mut feed, source, errors) = open_feed::<Infallible, _>(FOUR, ());
    assert_eq!(feed.try_write(&[1]), Ok(1));
    assert!(poll(&mut feed.close(), Waker::noop()).is_pending());
    assert_eq!(feed.try_write(&[2]), Err(FeedError::Closed));
    // Not an underrun: nobody feeds it any more.
    assert_eq!(
        (filled(&source, 3)[1..].to_vec(), feed.underruns()),
        (vec![0, 0], 0)
    );
    drop((source, errors));
    block_on(feed.close());
    assert!(feed.try_handle().is_none());
    assert_eq!(block_on(SinkExt::<u16>::close(&mut feed)), Ok(()));
}

#[test]
fn order_and_content_hold_while_both_sides_run() {
    let (tell, told) = std::sync::mpsc::channel();
    let mut played: Feed<u32, _> = feed(FeedOptions::new().buffer(64), |source| {
        std::thread::spawn(move || {
            let (mut taken, mut block) = (Vec::new(), [0; 23]);
            while taken.len() < 100_000 {
                let count = source.read(&mut block);
                taken.extend_from_slice(&block[..count]);
            }
            tell.send(taken)
        })
    });
    let all: Vec<u32> = (0..100_000).collect();
    block_on(async {
        for block in all.chunks(37) {
            played.write(block).await.unwrap();
        }
        played.drain().await.unwrap();
    });
    assert!(told.recv_timeout(PATIENCE).unwrap() == all);
}

#[test]
fn executor_shut_down_callbacks_are_noops() {
    let handles = Drops::default();
    let (mut feed, source, _errors) = open_feed::<Infallible, _>(FOUR, handles.counted());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .build()
        .unwrap();
    runtime.spawn(async move { feed.write(&[1; 100]).await });
    drop(runtime);
    assert_eq!(handles.count(), 1);
    assert_eq!(filled(&source, 2), [0, 0]);
}

/// Starts a callback that waits for two samples, and waits until it does.
fn waiting(
    api: &ApiThread,
    source: FeedReader<u16>,
) -> std::sync::mpsc::Receiver<(FeedReader<u16>, Vec<u16>)> {
    let (tell, told) = std::sync::mpsc::channel();
    api.start(move || {
        let mut block = [0; 2];
        let taken = source.read_blocking(&mut block);
        tell.send((source, block[..taken].to_vec())).unwrap();
    });
    told
}

#[test]
fn a_callback_that_may_wait_gets_what_is_written() {
    let api = ApiThread::new();
    let (mut feed, mut source, _errors) = open_feed::<Infallible, _>(FOUR, ());
    for sample in 1..100 {
        let told = waiting(&api, source);
        assert_eq!(feed.try_write(&[sample]), Ok(1));
        let (back, taken) = told.recv_timeout(PATIENCE).unwrap();
        assert_eq!(taken, [sample]);
        source = back;
    }
    assert_eq!(feed.underruns(), 0);
}

#[test]
fn a_callback_that_waits_is_let_go_of_by_the_end() {
    type End = fn(Feed<u16, (), &'static str>, ErrorSender<&'static str>);
    let ends: [End; 3] = [
        |feed, _| drop(feed),
        |mut feed, _| assert!(poll(&mut feed.close(), Waker::noop()).is_pending()),
        |mut feed, errors| {
            errors.fail_fatal("device lost");
            assert_eq!(
                block_on(feed.write(&[1])),
                Err(FeedError::Failed("device lost"))
            );
        },
    ];
    for end in ends {
        let api = ApiThread::new();
        let (feed, source, errors) = open_feed(FOUR, ());
        let told = waiting(&api, source);
        end(feed, errors);
        assert_eq!(told.recv_timeout(PATIENCE).unwrap().1, []);
    }
}

/// The error comes before the callback parks, while it does, and after.
#[test]
fn a_callback_that_waits_is_let_go_of_before_the_consumer_hears_of_the_end() {
    for round in 0..200_u32 {
        let api = ApiThread::new();
        let (mut feed, source, errors) = open_feed(FOUR, ());
        let told = waiting(&api, source);
        (0..round * 1_000).for_each(|_| std::hint::spin_loop());
        errors.fail_fatal("device lost");
        assert_eq!(told.recv_timeout(PATIENCE).unwrap().1, []);
        let failed = Err(FeedError::Failed("device lost"));
        assert_eq!(block_on(feed.write(&[1])), failed);
    }
}

#[test]
fn a_callback_does_not_wait_for_its_own_thread() {
    let (mut feed, source, _errors) = open_feed::<Infallible, _>(FOUR, ());
    assert!(poll_once(feed.write(&[1, 2, 3, 4, 5]), Waker::noop()).is_pending());
    let mut block = [0; 9];
    assert_eq!(source.read_blocking(&mut block), 4);
    assert_eq!(source.read_blocking(&mut block), 0);
    // Nor where the feed has moved to.
    ApiThread::new().run(move || {
        assert!(poll_once(feed.write(&[1, 2, 3, 4, 5]), Waker::noop()).is_pending());
        assert_eq!(source.read_blocking(&mut block), 4);
        assert_eq!(source.read_blocking(&mut block), 0);
    });
    // Nor where it has moved to and nothing waits.
    let (mut feed, source, _errors) = open_feed::<Infallible, _>(FOUR, ());
    ApiThread::new().run(move || {
        assert_eq!(feed.try_write(&[1]), Ok(1));
        assert_eq!(source.read_blocking(&mut block), 1);
        assert_eq!(source.read_blocking(&mut block), 0);
    });
}

#[test]
fn a_callback_does_not_wait_for_the_thread_that_drives_the_api_by_its_handle() {
    let mut fed: Feed<u16, _> = feed(FOUR, |source| source);
    assert_eq!(fed.try_write(&[1]), Ok(1));
    ApiThread::new().run(move || {
        let mut block = [0; 2];
        assert_eq!(fed.handle().read_blocking(&mut block), 1);
        assert_eq!(fed.handle().read_blocking(&mut block), 0);
    });
    let mut fed: Feed<u16, _> = feed(FOUR, |source| source);
    ApiThread::new().run(move || {
        assert_eq!(fed.handle_mut().read_blocking(&mut [0; 2]), 0);
    });
}

/// The task writes just as the callback parks.
#[test]
fn no_wake_up_of_a_waiting_callback_is_lost() {
    let rounds = 50_000;
    let (tell, told) = std::sync::mpsc::channel();
    let mut fed: Feed<u32, _> = feed(FOUR, |source| {
        std::thread::spawn(move || {
            let (mut sum, mut block) = (0_u64, [0; 3]);
            loop {
                match source.read_blocking(&mut block) {
                    0 => return tell.send(sum),
                    count => sum += block[..count].iter().copied().map(u64::from).sum::<u64>(),
                }
            }
        })
    });
    block_on(async {
        for round in 1..=rounds {
            fed.write(&[round]).await.unwrap();
            (0..round % 64).for_each(|_| std::hint::spin_loop());
        }
        fed.drain().await.unwrap();
    });
    drop(fed);
    let rounds = u64::from(rounds);
    assert_eq!(told.recv_timeout(PATIENCE), Ok(rounds * (rounds + 1) / 2));
}
