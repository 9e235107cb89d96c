//! The contract's rows, as they concern streams of iterators that block.
#![cfg(all(feature = "_pool", not(loom)))]

mod common;

use std::iter;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::{Poll, Waker};
use std::thread;

use asyncify_runtime::{BlockingStream, blocking, blocking_stream, is_cancelled};
use common::*;
use futures::future::FusedFuture;
use futures::stream::FusedStream;
use futures::{FutureExt, StreamExt};

/// Counts up, and how far.
#[derive(Clone, Default)]
struct Reads(Arc<AtomicUsize>);

impl Reads {
    fn so_far(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }

    fn wait_for(&self, count: usize) {
        wait_until("so many items are read", || self.so_far() >= count);
    }
}

impl Iterator for Reads {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        Some(self.0.fetch_add(1, Ordering::SeqCst))
    }
}

#[test]
fn items_come_in_order_and_then_the_end_under_every_executor() {
    on_every_executor(|| async {
        for buffer in [1, 2, 3, 64, usize::MAX] {
            let mut stream = blocking_stream(buffer, || 0..500);
            let items: Vec<_> = stream.by_ref().collect().await;
            assert_eq!(items, Vec::from_iter(0..500));
            assert!(stream.is_terminated());
            assert_eq!(stream.next().await, None);
            let mut opening = IntoFuture::into_future(BlockingStream::new(buffer, [7]));
            assert!(!FusedFuture::is_terminated(&opening));
            let opened: Vec<_> = (&mut opening).await.collect().await;
            assert_eq!(opened, [7]);
            assert!(FusedFuture::is_terminated(&opening));
            let items: Vec<_> = BlockingStream::new(buffer, [1, 2, 3]).collect().await;
            assert_eq!(items, [1, 2, 3]);
        }
    });
}

#[test]
fn no_more_than_the_buffer_is_read_ahead() {
    for buffer in 1..=5 {
        let (reads, taken) = (Reads::default(), Arc::new(AtomicUsize::new(0)));
        let allowed = taken.clone();
        let watched = reads.clone().inspect(move |item| {
            let ahead = item + 1 - allowed.load(Ordering::SeqCst).min(*item);
            assert!(
                ahead <= buffer,
                "{ahead} items stand in a buffer of {buffer}"
            );
        });
        let mut stream = BlockingStream::new(buffer, watched);
        block_on(async {
            for n in 0..200 {
                // The item that is being taken stands nowhere any more.
                taken.fetch_add(1, Ordering::SeqCst);
                assert_eq!(stream.next().await, Some(n));
            }
        });
    }
}

#[test]
fn it_reads_on_as_soon_as_half_is_taken() {
    let reads = Reads::default();
    let mut stream = BlockingStream::new(8, reads.clone());
    assert_eq!(block_on(stream.next()), Some(0));
    for taken in 1..100 {
        // Where at most 4 stand, it reads until 8 do.
        reads.wait_for(taken + 5);
        assert_eq!(block_on(stream.next()), Some(taken));
    }
    reads.wait_for(100 + 4);
    assert!(reads.so_far() <= 100 + 8);
}

#[test]
fn nothing_happens_before_the_first_poll() {
    let (made, was_made) = channel();
    let here = thread::current().id();
    let mut stream = blocking_stream(1, move || {
        made.send(thread::current().id()).unwrap();
        iter::once(7)
    });
    assert!(was_made.try_recv().is_err());
    let _ = poll_next(&mut stream, Waker::noop());
    assert_ne!(was_made.recv_timeout(PATIENCE).unwrap(), here);
    assert_eq!(block_on(stream.next()), Some(7));
}

#[test]
fn a_stream_that_is_awaited_is_there_when_its_iterator_is() {
    on_every_executor(|| async {
        let reads = Reads::default();
        let source = reads.clone();
        let mut stream = blocking_stream(2, move || {
            source.0.store(10, Ordering::SeqCst);
            source
        })
        .await;
        assert!(reads.so_far() >= 10);
        assert_eq!(stream.next().await, Some(10));
        let made: Vec<_> = BlockingStream::new(2, [1, 2]).await.collect().await;
        assert_eq!(made, [1, 2]);
    });
}

#[test]
fn a_panic_of_the_making_is_resumed_in_the_await_or_in_the_first_poll() {
    on_every_executor(|| async {
        let broken = || blocking_stream(2, || -> iter::Empty<u8> { panic!("no such device") });
        let awaited = AssertUnwindSafe(async { broken().await })
            .catch_unwind()
            .await;
        assert_eq!(message(awaited.unwrap_err()), "no such device");
        let mut stream = broken();
        let polled = AssertUnwindSafe(stream.next()).catch_unwind().await;
        assert_eq!(message(polled.unwrap_err()), "no such device");
        assert_eq!(stream.next().await, None);
    });
}

#[test]
fn it_has_not_ended_before_all_of_it_was_seen() {
    let reads = Reads::default();
    let mut stream = BlockingStream::new(4, reads.clone());
    assert!(poll_next(&mut stream, Waker::noop()).is_pending());
    reads.wait_for(1);
    block_on(stream.close());
    assert!(!stream.is_terminated(), "something is left");
    assert!(!drain(&mut stream).is_empty());
    assert!(stream.is_terminated());

    let breaking = iter::from_fn(|| -> Option<u8> { panic!("the disk broke") });
    let mut stream = BlockingStream::new(4, breaking);
    let (woken, waker) = CountingWaker::new();
    assert!(poll_next(&mut stream, &waker).is_pending());
    wait_until("the task is woken", || woken.count() == 1);
    assert!(!stream.is_terminated(), "a panic is left");
    let polled = catch_unwind(AssertUnwindSafe(|| poll_next(&mut stream, &waker)));
    assert_eq!(message(polled.unwrap_err()), "the disk broke");
    assert!(stream.is_terminated());
}

#[test]
fn it_is_made_before_there_is_an_item() {
    let (tell, told) = channel();
    let making = blocking_stream(1, move || told.into_iter());
    patiently(move || {
        let stream = futures::executor::block_on(IntoFuture::into_future(making));
        tell.send(7).unwrap();
        drop(tell);
        let items = futures::executor::block_on(stream.collect::<Vec<_>>());
        assert_eq!(items, [7]);
    });
}

#[test]
fn a_panic_of_the_iterator_is_resumed_after_the_items_before_it() {
    on_every_executor(|| async {
        let breaking = (0..).inspect(|n| assert!(*n < 5, "the disk broke"));
        let mut stream = BlockingStream::new(64, breaking).await;
        for n in 0..5 {
            assert_eq!(stream.next().await, Some(n));
        }
        let polled = AssertUnwindSafe(stream.next()).catch_unwind().await;
        assert_eq!(message(polled.unwrap_err()), "the disk broke");
        assert_eq!(stream.next().await, None);
        assert!(stream.is_terminated());
    });
}

#[test]
fn the_iterator_is_dropped_before_the_end_is_told_and_its_panic_with_it() {
    let drops = Drops::default();
    let counted = drops.counted();
    let mut stream = blocking_stream(4, move || {
        (0..3).inspect(move |_| {
            let _ = &counted;
        })
    });
    assert_eq!(block_on(stream.by_ref().count()), 3);
    assert_eq!(drops.count(), 1);

    let last_words = PanicsOnDrop;
    let mut stream = BlockingStream::new(
        4,
        (0..3).inspect(move |_| {
            let _ = &last_words;
        }),
    );
    assert_eq!(block_on(stream.by_ref().take(3).count()), 3);
    let end = catch_unwind(AssertUnwindSafe(|| block_on(stream.next())));
    assert_eq!(
        message(end.unwrap_err()),
        "a value that panics when dropped"
    );
    assert_eq!(block_on(stream.next()), None);
}

#[test]
fn dropped_while_it_rests_it_reads_no_more_and_the_pool_drops_the_iterator() {
    let (captured, dropped) = tattletale();
    let reads = Reads::default();
    let iterator = reads.clone().inspect(move |_| {
        let _ = &captured;
    });
    let mut stream = BlockingStream::new(3, iterator);
    assert_eq!(block_on(stream.next()), Some(0));
    reads.wait_for(3);
    drop(stream);
    let on = dropped.recv_timeout(PATIENCE).unwrap();
    assert_ne!(on.id, thread::current().id());
    assert!(reads.so_far() <= 4);
}

/// An iterator that waits for its items, and the other end.
fn told() -> (Sender<u8>, Receiver<()>, impl Iterator<Item = u8> + Send) {
    let (tell, told) = channel();
    let (waits, waiting) = channel();
    let iterator = iter::from_fn(move || {
        waits.send(()).unwrap();
        told.recv().ok()
    });
    (tell, waiting, iterator)
}

#[test]
fn an_item_wakes_the_task_as_soon_as_it_is_there() {
    let (tell, waiting, iterator) = told();
    let mut stream = BlockingStream::new(64, iterator);
    for item in 0..10 {
        let (woken, waker) = CountingWaker::new();
        assert!(poll_next(&mut stream, &waker).is_pending());
        waiting.recv_timeout(PATIENCE).unwrap();
        assert_eq!(woken.count(), 0);
        tell.send(item).unwrap();
        wait_until("the task is woken", || woken.count() == 1);
        assert_eq!(poll_next(&mut stream, &waker), Poll::Ready(Some(item)));
    }
    let (woken, waker) = CountingWaker::new();
    assert!(poll_next(&mut stream, &waker).is_pending());
    drop(tell);
    wait_until("the task is woken", || woken.count() == 1);
    assert_eq!(poll_next(&mut stream, &waker), Poll::Ready(None));
}

#[test]
fn dropped_while_it_reads_the_iterator_is_told() {
    let (begun, has_begun) = channel();
    let (captured, dropped) = tattletale();
    let mut stream = blocking_stream(4, move || {
        iter::from_fn(move || {
            let _ = &captured;
            begun.send(thread::current().id()).unwrap();
            wait_until("the stream is dropped", is_cancelled);
            Some(PanicsOnDrop)
        })
    });
    assert!(poll_next(&mut stream, Waker::noop()).is_pending());
    let pool = has_begun.recv_timeout(PATIENCE).unwrap();
    drop(stream);
    assert_eq!(dropped.recv_timeout(PATIENCE).unwrap().id, pool);
    assert!(has_begun.try_recv().is_err());
}

#[test]
fn dropped_unpolled_it_makes_nothing_and_what_is_made_goes_to_the_pool() {
    let (captured, dropped) = tattletale();
    drop(blocking_stream(1, move || {
        drop(captured);
        unreachable!("nobody polled it");
        #[allow(unreachable_code)]
        iter::empty::<u8>()
    }));
    assert_eq!(dropped.try_recv().unwrap().id, thread::current().id());

    let (captured, dropped) = tattletale();
    drop(BlockingStream::new(
        1,
        iter::once(0).inspect(move |_| {
            let _ = &captured;
        }),
    ));
    let on = dropped.recv_timeout(PATIENCE).unwrap();
    assert_ne!(on.id, thread::current().id());
}

#[test]
fn an_iterator_that_panics_when_it_is_dropped_by_the_pool_harms_nobody() {
    let last_words = PanicsOnDrop;
    let mut stream = BlockingStream::new(
        1,
        (0..3).inspect(move |_| {
            let _ = &last_words;
        }),
    );
    assert_eq!(block_on(stream.next()), Some(0));
    drop(stream);
    assert_eq!(block_on(blocking(|| 7)), 7);
}

#[test]
fn closed_it_gives_what_was_read_and_then_ends() {
    on_every_executor(|| async {
        let drops = Drops::default();
        let counted = drops.counted();
        let mut stream = BlockingStream::new(
            4,
            (0..).inspect(move |_| {
                let _ = &counted;
            }),
        );
        assert_eq!(stream.next().await, Some(0));
        stream.close().await;
        assert_eq!(drops.count(), 1);
        stream.close().await;
        let left: Vec<_> = stream.by_ref().collect().await;
        assert!(left.len() <= 4);
        assert_eq!(left, Vec::from_iter(1..=left.len()));
        assert!(stream.is_terminated());

        let mut unpolled = blocking_stream(4, || -> iter::Empty<u8> { unreachable!() });
        unpolled.close().await;
        assert_eq!(unpolled.next().await, None);
    });
}

#[test]
fn streams_that_rest_hold_no_thread() {
    // More than either pool has threads.
    const STREAMS: usize = 700;

    on_every_executor(|| async {
        let sources: Vec<_> = iter::repeat_with(Reads::default).take(STREAMS).collect();
        let mut streams: Vec<_> = sources
            .iter()
            .map(|reads| BlockingStream::new(2, reads.clone()))
            .collect();
        for stream in &mut streams {
            assert_eq!(stream.next().await, Some(0));
        }
        sources.iter().for_each(|reads| reads.wait_for(3));
        assert_eq!(blocking(|| 7).await, 7);
        for stream in &mut streams {
            assert_eq!(stream.next().await, Some(1));
        }
    });
}

#[test]
fn a_runtime_that_is_shut_down_takes_no_stream_with_it() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let reads = Reads::default();
    let mut stream = BlockingStream::new(2, reads.clone());
    runtime.block_on(async { assert_eq!(stream.next().await, Some(0)) });
    runtime.block_on(async { assert_eq!(stream.next().await, Some(1)) });
    {
        // The next job is given to a runtime that is gone.
        let handle = runtime.handle().clone();
        runtime.shutdown_background();
        let _inside = handle.enter();
        for n in 2..20 {
            assert_eq!(futures::executor::block_on(stream.next()), Some(n));
        }
    }
    assert_eq!(block_on(stream.next()), Some(20));
}

#[test]
#[should_panic(expected = "a stream buffers at least one item")]
fn a_buffer_has_room_for_one_item_at_least() {
    let _ = BlockingStream::new(0, [7]);
}

#[test]
fn it_is_send_as_its_items_are() {
    fn sent<T: Send + Unpin>(_: T) {}
    let items = (0..3).map(std::cell::Cell::new);
    sent(BlockingStream::new(1, items.clone()));
    sent(IntoFuture::into_future(blocking_stream(1, || items)));
}
