//! Every lane, by hand and by the macro, on the one thread there is.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::mpsc::channel;
use std::time::Duration;

use asyncify::{
    Abandoned, Completer, Emitter, EventStream, FeedOptions, FeedReader, FrameOptions, FrameWriter,
    Lagged, Overflow, Reply, StreamOptions, asyncify,
};
use futures::{FutureExt, StreamExt};
use wasm_bindgen::{JsCast, JsValue};

use crate::web::{Count, Interval, clear_interval, counted, interval, sleep};
use crate::{Found, same};

pub async fn every_policy_keeps_what_it_says() -> Found {
    fn ten(options: StreamOptions) -> EventStream<Result<u32, Lagged>> {
        asyncify::lossy_stream(options, |events: Emitter<Result<u32, Lagged>>| {
            assert!((0..10).all(|n| events.emit(Ok(n))));
        })
    }
    let all = |options| ten(options).collect::<Vec<_>>();
    let options = |policy| StreamOptions::new().overflow(policy).buffer(3);
    let ok = |numbers: std::ops::Range<u32>| numbers.map(Ok).collect::<Vec<_>>();
    let lost = |lost| vec![Err(Lagged { lost })];

    same!(all(options(Overflow::Unbounded)).await, ok(0..10));
    same!(
        all(options(Overflow::DropNewest)).await,
        [ok(0..3), lost(7)].concat()
    );
    same!(
        all(options(Overflow::DropOldest)).await,
        [lost(7), ok(7..10)].concat()
    );
    same!(
        all(options(Overflow::Latest)).await,
        [lost(9), ok(9..10)].concat()
    );
    // It does not wait for itself.
    same!(all(options(Overflow::Block)).await, ok(0..10));
    Ok(())
}

pub async fn a_callback_that_comes_late_is_harmless() -> Found {
    let mut kept = None;
    let stream = asyncify::stream(StreamOptions::new(), |events: Emitter<u8>| {
        kept = Some(events)
    });
    let events = kept.ok_or("no emitter")?;
    same!(events.emit(1), true);
    drop(stream);
    same!((events.emit(2), events.is_closed()), (false, true));

    let (keep, kept) = channel();
    let mut call = Box::pin(asyncify::once(|done: Completer<u8>| keep.send(done)));
    same!(call.as_mut().now_or_never().is_none(), true);
    drop(call);
    let done = kept.try_recv().map_err(|_| "no completer")?;
    same!(done.is_closed(), true);
    done.complete(1);
    Ok(())
}

pub async fn a_call_that_is_forgotten_is_abandoned() -> Found {
    #[asyncify]
    fn forgetful(callback: impl FnOnce(u8) + 'static) {
        drop(callback);
    }
    let said = forgetful()
        .await
        .map_err(|abandoned: Abandoned| abandoned.to_string());
    same!(said.unwrap_err().contains("forgetful"), true);
    Ok(())
}

pub async fn frames_are_read() -> Found {
    let mut frames = asyncify::frames(FrameOptions::new().buffer(8), |frames: FrameWriter<u32>| {
        counted(1, move |n| frames.write(&[n; 3], ()))
    });
    for n in 1..4 {
        let frame = frames.next().await.ok_or("it has ended")?;
        same!(*frame, [n; 3]);
    }
    // Two find room, and what does not is a gap before the next one.
    clear_interval(frames.handle());
    drop(frames);

    let mut kept = None;
    let mut frames = asyncify::frames(FrameOptions::new().buffer(4), |frames: FrameWriter<u32>| {
        kept = Some(frames);
    });
    let writer = kept.ok_or("no writer")?;
    writer.write(&[1, 2, 3], ());
    writer.write(&[4, 5, 6], ());
    same!(*frames.next().await.ok_or("it has ended")?, [1, 2, 3]);
    writer.write(&[7], ());
    let frame = frames.next().await.ok_or("it has ended")?;
    same!((&*frame, frame.gap()), (&[7][..], 3));
    Ok(())
}

pub async fn a_feed_is_written() -> Found {
    let taken = Rc::new(RefCell::new(Vec::new()));
    let theirs = taken.clone();
    let mut feed = asyncify::feed(FeedOptions::new().buffer(4), |source: FeedReader<u32>| {
        counted(1, move |_| {
            let mut block = [0; 3];
            source.fill(&mut block);
            theirs.borrow_mut().extend(block);
        })
    });
    // More than there is room for: the callback makes some.
    let written = feed.write(&[1, 2, 3, 4, 5, 6, 7, 8, 9]).await;
    same!(written.is_ok(), true);
    same!(feed.drain().await.is_ok(), true);
    clear_interval(feed.handle());
    drop(feed);
    let heard: Vec<u32> = taken.borrow().iter().copied().filter(|n| *n > 0).collect();
    same!(heard, (1..10).collect::<Vec<_>>());
    Ok(())
}

pub async fn a_feed_never_waits_for_itself() -> Found {
    let feed = asyncify::feed(FeedOptions::new(), |source: FeedReader<u32>| source);
    same!(feed.handle().read_blocking(&mut [0; 3]), 0);
    Ok(())
}

pub async fn every_third_event_wakes() -> Found {
    #[asyncify(wake = every(3))]
    fn numbers(callback: impl FnMut(u32) + 'static) -> JsValue {
        counted(2, callback)
    }
    let mut stream = numbers();
    same!(stream.next().await, Some(1));
    same!(stream.next().now_or_never(), Some(Some(2)));
    same!(stream.next().now_or_never(), Some(Some(3)));
    same!(stream.next().now_or_never(), None);
    clear_interval(stream.handle());

    // No thread looks at it, so it is as with `direct`.
    #[asyncify(wake = tick(60_000))]
    fn slow(callback: impl FnMut(u32) + 'static) -> JsValue {
        counted(2, callback)
    }
    let mut stream = slow();
    same!(stream.next().await, Some(1));
    same!(stream.next().now_or_never(), None);
    same!(stream.next().await, Some(2));
    clear_interval(stream.handle());
    Ok(())
}

#[asyncify(local, frames, cancel = Interval::stop)]
fn sound(stopped: &Count, mut callback: impl FnMut(&[u32], u8) + 'static) -> Interval {
    interval(1, stopped, move || callback(&[1, 2], 7))
}

#[asyncify(local, feed, cancel = Interval::stop)]
fn player(
    stopped: &Count,
    heard: &Rc<RefCell<Vec<u32>>>,
    mut callback: impl FnMut(&mut [u32]) + 'static,
) -> Interval {
    let heard = Rc::clone(heard);
    interval(1, stopped, move || {
        let mut block = [9; 2];
        callback(&mut block);
        heard.borrow_mut().extend(block);
    })
}

#[asyncify(local, feed, buffer = 4, cancel = Interval::stop)]
fn both_ways(
    stopped: &Count,
    heard: &Rc<RefCell<Vec<u32>>>,
    mut callback: impl FnMut(&[u32], &mut [u32]) + 'static,
) -> Interval {
    let heard = Rc::clone(heard);
    interval(1, stopped, move || {
        let mut block = [9; 2];
        callback(&[5, 6], &mut block);
        heard.borrow_mut().extend(block);
    })
}

pub async fn samples_of_annotated_functions_are_closed() -> Found {
    let (stopped, heard) = (Count::default(), Rc::default());
    let mut frames = sound(&stopped);
    let frame = frames.next().await.ok_or("it has ended")?;
    same!((&*frame, *frame.info()), (&[1, 2][..], 7));
    frames.close().await;
    same!(stopped.get(), 1);

    let mut feed = player(&stopped, &heard);
    same!(feed.write(&[1, 2, 3]).await.is_ok(), true);
    same!(feed.drain().await.is_ok(), true);
    feed.close().await;
    same!(
        (&heard.borrow()[..4], stopped.get()),
        (&[1, 2, 3, 0][..], 2)
    );

    heard.borrow_mut().clear();
    let mut duplex = both_ways(&stopped, &heard);
    same!(duplex.output().write(&[1, 2]).await.is_ok(), true);
    let frame = duplex.input().next().await.ok_or("it has ended")?;
    same!(*frame, [5, 6]);
    duplex.close().await;
    same!((&heard.borrow()[..2], stopped.get()), (&[1, 2][..], 3));
    Ok(())
}

/// Memory only grows where it is needed, so the second thousand finds what the first has left.
pub async fn what_is_over_leaves_no_memory() -> Found {
    async fn thousands() -> u32 {
        for n in 0..20_000_u64 {
            let call = asyncify::once(|done: Completer<[u64; 8]>| done.complete([n; 8]));
            assert_eq!(call.await, Ok([n; 8]));
            let call = asyncify::once(|done: Completer<[u64; 8]>| done);
            assert_eq!(call.now_or_never(), None);
            let stream = asyncify::stream(StreamOptions::new(), |events: Emitter<[u64; 8]>| {
                events.emit([n; 8]);
                events
            });
            drop(stream);
        }
        let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
        memory
            .buffer()
            .unchecked_into::<js_sys::ArrayBuffer>()
            .byte_length()
    }
    let first = thousands().await;
    same!(thousands().await, first);
    Ok(())
}

#[asyncify(listener)]
trait Door {
    fn on_open(&self, by: &str);
    #[reply(ask, default = false)]
    fn may_close(&self) -> bool;
}

pub async fn a_listener_is_an_enum() -> Found {
    let mut events = DoorEvents::new();
    let door: Box<dyn Door> = Box::new(events.sender());
    door.on_open("Ann");
    same!(door.may_close(), false);
    drop(door);
    match events.next().await {
        Some(DoorEvent::OnOpen { by }) => same!(by, "Ann"),
        _ => return Err("another event".to_owned()),
    }
    match events.next().await {
        Some(DoorEvent::MayClose { reply }) => same!(reply.send(true), Err(true)),
        _ => return Err("another event".to_owned()),
    }
    same!(events.next().await.is_none(), true);

    let (tell, told) = channel();
    let sender = DoorSender::from_fn(move |_| tell.send(()).expect("it listens"));
    sender.on_open("Ben");
    same!((sender.may_close(), told.try_iter().count()), (false, 2));
    Ok(())
}

pub async fn progress_is_told() -> Found {
    #[asyncify(overflow = drop_newest)]
    fn copy(
        #[progress] mut on_block: impl FnMut(u32) + 'static,
        #[item] on_done: impl FnOnce(u32) + 'static,
    ) {
        wasm_bindgen_futures::spawn_local(async move {
            for block in 1..4 {
                let _ = sleep(1).await;
                on_block(block);
            }
            on_done(4);
        });
    }
    let copy = copy();
    let shown = copy.progress().collect::<Vec<_>>();
    let (done, shown) = futures::join!(copy, shown);
    same!((done, shown), (Ok(4), vec![Ok(1), Ok(2), Ok(3)]));
    Ok(())
}

pub async fn a_question_gets_the_default() -> Found {
    let mut kept = None;
    let mut stream = asyncify::stream(StreamOptions::new(), |events: Emitter<Reply<u8>>| {
        kept = Some(events);
    });
    let events = kept.ok_or("no emitter")?;
    same!(stream.next().now_or_never().is_none(), true);
    for timeout in [None, Some(Duration::from_millis(1))] {
        same!(events.ask(timeout, |reply| reply), None);
        let reply = stream.next().await.ok_or("it has ended")?;
        same!((reply.is_closed(), reply.send(1)), (true, Err(1)));
    }
    Ok(())
}

/// Elsewhere it waits: the stream may be on its way to another thread.
pub async fn a_question_before_the_first_poll_gets_the_default() -> Found {
    let mut kept = None;
    let mut stream = asyncify::stream(StreamOptions::new(), |events: Emitter<Reply<u8>>| {
        kept = Some(events);
    });
    let events = kept.ok_or("no emitter")?;
    for timeout in [None, Some(Duration::from_millis(1))] {
        same!(events.ask(timeout, |reply| reply), None);
        same!(
            stream.next().await.map(|reply| reply.is_closed()),
            Some(true)
        );
    }
    Ok(())
}

pub async fn a_question_of_one_call_gets_the_default() -> Found {
    let (keep, kept) = channel();
    let mut call = Box::pin(asyncify::once(|done: Completer<Reply<u8>>| keep.send(done)));
    same!(call.as_mut().now_or_never().is_none(), true);
    let done = kept.try_recv().map_err(|_| "no completer")?;
    same!(
        done.ask(Some(Duration::from_millis(1)), |reply| reply),
        None
    );
    same!(call.await.map(|reply| reply.is_closed()), Ok(true));
    Ok(())
}
