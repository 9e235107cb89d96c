//! The contract's rows on letting go of a feed: drop, cancel, close.
#![cfg(not(loom))]

mod common;

use std::convert::Infallible;
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Barrier, Mutex};
use std::task::{Context, Poll, Waker};

use asyncify_runtime::{FeedOptions, FeedReader, Wake, feed_local};
use common::*;

const FOUR: FeedOptions = FeedOptions::new().buffer(4).wake(Wake::Direct);

/// Leaves a waker with a feed that has no room.
fn park<H, E>(feed: &mut asyncify_runtime::Feed<u16, H, E>, waker: &Waker) {
    let mut cx = Context::from_waker(waker);
    assert!(pin!(feed.write(&[0; 5])).poll(&mut cx).is_pending());
}

#[test]
fn dropped_first_handle_dropped_once_and_late_callback_gets_silence() {
    let handles = Drops::default();
    let (mut feed, source, errors) = open_feed::<Infallible, _>(FOUR, handles.counted());
    assert_eq!(feed.try_write(&[1]), Ok(1));
    drop(feed);
    assert_eq!(handles.count(), 1);
    assert!(source.is_closed());
    assert_eq!(filled(&source, 2), [0, 0]);
    drop((source, errors));
    assert_eq!(handles.count(), 1);
}

#[test]
fn a_callback_that_the_api_keeps_does_not_keep_the_task() {
    let (mut feed, _source, _errors) = open_feed::<Infallible, _>(FOUR, ());
    let (task, waker) = CountingWaker::new();
    park(&mut feed, &waker);
    drop((feed, waker));
    assert_eq!(Arc::strong_count(&task), 1);
}

#[test]
fn dropped_first_runs_the_cancel_expression_once() {
    let (cancelled, handles) = (Drops::default(), Drops::default());
    let cancelling = cancelled.counted();
    let (feed, _source, _errors) = open_feed::<Infallible, _>(FOUR, handles.counted());
    drop(feed.cancel(move |handle| drop((handle, cancelling))));
    assert_eq!((cancelled.count(), handles.count()), (1, 1));
}

#[test]
fn a_feed_that_has_ended_is_not_cancelled() {
    let (feed, source, errors) = open_feed::<Infallible, _>(FOUR, 0);
    let feed = feed.cancel(|_| panic!("there is nothing to cancel"));
    drop((source, errors));
    drop(feed);
}

#[test]
fn dropped_while_firing() {
    let rounds = 2_000;
    let api = ApiThread::new();
    let handles = Drops::default();
    for _ in 0..rounds {
        let (mut feed, source, errors) = open_feed::<Infallible, _>(FOUR, handles.counted());
        park(&mut feed, Waker::noop());
        let together = Arc::new(Barrier::new(2));
        let there = Arc::clone(&together);
        api.start(move || {
            there.wait();
            filled(&source, 3);
            drop((source, errors));
        });
        together.wait();
        drop(feed);
    }
    api.join();
    assert_eq!(handles.count(), rounds);
}

#[test]
fn dropped_on_the_callbacks_own_thread_goes_to_the_reaper() {
    let callbacks: [fn(FeedReader<u16>); 2] = [|source| drop(filled(&source, 1)), drop];
    for callback in callbacks {
        let api = ApiThread::new();
        let (handle, told) = tattletale();
        let (feed, source, _errors) = open_feed::<Infallible, _>(FOUR, handle);
        let feed = Arc::new(Mutex::new(Some(feed)));
        let inside = Arc::clone(&feed);
        let waker = InlineWaker::waker(move || drop(inside.lock().unwrap().take()));
        park(feed.lock().unwrap().as_mut().unwrap(), &waker);
        api.run(move || callback(source));
        let dropped = told.recv_timeout(PATIENCE).unwrap();
        assert_ne!(dropped.id, api.id());
        assert_eq!(dropped.name.as_deref(), Some("asyncify-reaper"));
    }
}

#[test]
fn a_local_handle_is_dropped_in_place() {
    let (handle, told) = tattletale();
    let mut kept = None;
    let feed = feed_local(FOUR, |source: FeedReader<u16>| {
        kept = Some(source);
        handle
    });
    let (api, source) = (ApiThread::new(), kept.unwrap());
    let callback = api.run(move || {
        filled(&source, 1);
        drop(feed);
        std::thread::current().id()
    });
    assert_eq!(told.recv().unwrap().id, callback);
}

#[test]
fn close_resolves_after_the_callback_is_released() {
    let api = ApiThread::new();
    let handles = Drops::default();
    let (mut feed, source, errors) = open_feed::<Infallible, _>(FOUR, handles.counted());
    let (woken, waker) = CountingWaker::new();
    let mut close = feed.close();
    assert!(poll(&mut close, &waker).is_pending());
    wait_until("the handle is dropped", || handles.count() == 1);
    assert!(source.is_closed());
    api.run(move || drop(source));
    assert!(poll(&mut close, &waker).is_pending());
    let before = woken.count();
    api.run(move || drop(errors));
    assert!(woken.count() > before);
    assert_eq!(poll(&mut close, &waker), Poll::Ready(()));
    assert!(feed.try_handle().is_none());
    block_on(feed.close());
}

/// The callback takes samples just as the task parks.
#[test]
fn no_wake_up_is_lost() {
    let rounds = 50_000;
    let (mut feed, source, errors) =
        open_feed::<Infallible, _>(FeedOptions::new().buffer(1).wake(Wake::Direct), ());
    let taking = std::thread::spawn(move || {
        let _errors = errors;
        let mut taken = 0;
        while taken < rounds {
            taken += source.read(&mut [0]);
            (0..taken % 64).for_each(|_| std::hint::spin_loop());
        }
    });
    block_on(async {
        for _ in 0..rounds {
            feed.write(&[1]).await.unwrap();
            feed.drain().await.unwrap();
        }
    });
    taking.join().unwrap();
}
