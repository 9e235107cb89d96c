//! The contract's rows on the error lane: floods, places, order. The same lane serves streams of
//! values and of frames.
#![cfg(not(loom))]

mod common;

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::task::{Poll, Waker};

use asyncify_runtime::{
    Emitter, ErrorNote, ErrorSender, EventError, EventStream, Frame, FrameOptions, FrameStream,
    FrameWriter, Overflow, StreamOptions, frames_with_errors, lossy_stream, stream,
};
use common::*;

type Item = Result<u32, String>;

fn opened() -> (EventStream<Item>, Emitter<Item>) {
    let mut kept = None;
    let events = stream(StreamOptions::new(), |events: Emitter<Item>| {
        kept = Some(events);
    });
    (events, kept.unwrap())
}

type Frames = FrameStream<u8, (), (), Result<Frame<u8>, String>>;

fn opened_frames() -> (Frames, FrameWriter<u8>, ErrorSender<String>) {
    let mut kept = None;
    let frames = frames_with_errors(FrameOptions::new(), |writer, errors| {
        kept = Some((writer, errors));
    });
    let (writer, errors) = kept.unwrap();
    (frames, writer, errors)
}

#[test]
fn error_flood_is_bounded_and_coalesced() {
    let (events, emitter) = opened();
    let mut events = events.coalesce_errors(Item::eq);
    let (woken, waker) = CountingWaker::new();
    assert!(poll_next(&mut events, &waker).is_pending());
    (0..400_000).for_each(|_| emitter.fail("underrun".into()));
    assert_eq!(woken.count(), 1);
    assert_eq!(
        poll_next(&mut events, &waker),
        Poll::Ready(Some(Err("underrun".into())))
    );
    assert_eq!(
        events.last_error(),
        Some(ErrorNote {
            position: 0,
            repeats: 399_999
        })
    );
    assert!(poll_next(&mut events, &waker).is_pending());
    assert_eq!((events.errors_lost(), woken.count()), (0, 1));
}

#[test]
fn error_flood_of_frames_is_bounded_and_coalesced() {
    let (frames, _writer, errors) = opened_frames();
    let mut frames = frames.coalesce_errors(String::eq);
    (0..1_000).for_each(|_| errors.fail("underrun".into()));
    assert_eq!(drain(&mut frames).len(), 1);
    assert_eq!(
        frames.last_error(),
        Some(ErrorNote {
            position: 0,
            repeats: 999
        })
    );
}

#[test]
fn different_errors_keep_the_first_sixteen_and_count_the_rest() {
    let (events, emitter) = opened();
    let mut events = events.coalesce_errors(Item::eq);
    (0..1_000).for_each(|n| emitter.fail(n.to_string()));
    let first: Vec<Item> = (0..16).map(|n| Err(n.to_string())).collect();
    assert_eq!(drain(&mut events), first);
    assert_eq!(events.errors_lost(), 984);

    let (mut frames, _writer, errors) = opened_frames();
    (0..1_000).for_each(|n| errors.fail(n.to_string()));
    assert_eq!(drain(&mut frames).len(), 16);
    assert_eq!(frames.errors_lost(), 984);
}

#[test]
fn only_the_last_waiting_error_is_merged_with() {
    let (events, emitter) = opened();
    let mut events = events.coalesce_errors(Item::eq);
    for error in ["a", "a", "b", "a"] {
        emitter.fail(error.into());
    }
    let mut seen = Vec::new();
    while let Poll::Ready(Some(Err(error))) = poll_next(&mut events, Waker::noop()) {
        seen.push((error, events.last_error().unwrap().repeats));
    }
    assert_eq!(seen, [("a".into(), 1), ("b".into(), 0), ("a".into(), 0)]);
}

#[test]
fn errors_come_where_they_happened_and_carry_the_number_of_the_next_value() {
    let (mut events, emitter) = opened();
    assert_eq!(events.last_error(), None);
    emitter.emit(Ok(0));
    emitter.emit(Ok(1));
    emitter.fail("between".into());
    emitter.emit(Ok(2));
    assert_eq!(
        drain(&mut events),
        [Ok(0), Ok(1), Err("between".into()), Ok(2)]
    );
    assert_eq!(
        events.last_error(),
        Some(ErrorNote {
            position: 2,
            repeats: 0
        })
    );
}

#[test]
fn errors_of_frames_carry_the_number_of_the_next_sample() {
    let (mut frames, writer, errors) = opened_frames();
    writer.write(&[1, 2, 3], ());
    errors.fail("between".into());
    writer.write(&[4], ());
    let items = drain(&mut frames);
    assert_eq!(items.len(), 3);
    assert_eq!(items[1].as_ref().unwrap_err(), "between");
    assert_eq!(items[2].as_ref().unwrap().position(), 3);
    assert_eq!(
        frames.last_error(),
        Some(ErrorNote {
            position: 3,
            repeats: 0
        })
    );
}

#[test]
fn a_flood_of_errors_holds_up_neither_values_nor_samples() {
    let (mut events, emitter) = opened();
    let (mut frames, writer, errors) = opened_frames();
    for n in 0..20 {
        emitter.emit(Ok(n));
        writer.write(&[n as u8], ());
    }
    // An error comes before every poll, and yet what was there first is first.
    for n in 0..20 {
        emitter.fail("flood".into());
        errors.fail("flood".into());
        assert_eq!(
            poll_next(&mut events, Waker::noop()),
            Poll::Ready(Some(Ok(n)))
        );
        let Poll::Ready(Some(Ok(frame))) = poll_next(&mut frames, Waker::noop()) else {
            panic!("a frame waits");
        };
        assert_eq!(*frame, [n as u8]);
    }
}

#[test]
fn a_lossy_stream_shows_errors_and_losses_where_they_happened() {
    let mut kept = None;
    let options = StreamOptions::new()
        .buffer(1)
        .overflow(Overflow::DropNewest);
    let mut events = lossy_stream(options, |events: Emitter<Result<u8, EventError<&str>>>| {
        kept = Some(events);
    });
    let emitter = kept.expect("an emitter");
    emitter.emit(Ok(0));
    emitter.fail(EventError::Failed("early"));
    emitter.emit(Ok(1));
    emitter.emit(Ok(2));
    emitter.fail(EventError::Failed("late"));
    assert_eq!(
        drain(&mut events),
        [
            Ok(0),
            Err(EventError::Failed("early")),
            Err(EventError::Lagged { lost: 2 }),
            Err(EventError::Failed("late")),
        ]
    );
}

#[test]
fn an_error_wakes_the_task() {
    let api = ApiThread::new();
    let (mut events, emitter) = opened();
    let (woken, waker) = CountingWaker::new();
    assert!(poll_next(&mut events, &waker).is_pending());
    api.run(move || emitter.fail("lost".into()));
    assert_eq!(woken.count(), 1);

    let (mut frames, _writer, errors) = opened_frames();
    assert!(poll_next(&mut frames, &waker).is_pending());
    let sender = errors.clone();
    api.run(move || sender.fail("lost".into()));
    assert_eq!(woken.count(), 2);
}

#[test]
fn a_fatal_error_ends_the_stream_and_always_has_room() {
    let (mut events, emitter) = opened();
    let (woken, waker) = CountingWaker::new();
    assert!(poll_next(&mut events, &waker).is_pending());
    emitter.emit(Ok(1));
    (0..100).for_each(|n| emitter.fail(n.to_string()));
    emitter.fail_fatal("fatal".into());
    emitter.fail("late".into());
    emitter.fail_fatal("late".into());
    assert!(!emitter.emit(Ok(2)));
    assert_eq!(woken.count(), 1);
    let items = drain(&mut events);
    assert_eq!(items[..2], [Ok(1), Err("0".into())]);
    assert_eq!(items[16..], [Err("15".into()), Err("fatal".into())]);
    assert_eq!(poll_next(&mut events, &waker), Poll::Ready(None));

    let (mut frames, writer, errors) = opened_frames();
    writer.write(&[1], ());
    (0..100).for_each(|n| errors.fail(n.to_string()));
    errors.fail_fatal("fatal".into());
    writer.write(&[2], ());
    errors.fail("late".into());
    let items = drain(&mut frames);
    assert_eq!(items.len(), 18);
    assert_eq!(**items[0].as_ref().unwrap(), [1]);
    assert_eq!(items[17].as_ref().unwrap_err(), "fatal");
    assert!(matches!(poll_next(&mut frames, &waker), Poll::Ready(None)));
}

thread_local!(static REENTRANT: RefCell<Option<Emitter<Item>>> = const { RefCell::new(None) });

/// The comparison is code of others': it may call back, and may panic.
#[test]
fn errors_are_compared_without_a_lock() {
    let (events, emitter) = opened();
    REENTRANT.set(Some(emitter.clone()));
    let mut events = events.coalesce_errors(|waiting, new| {
        if let Some(emitter) = REENTRANT.take() {
            emitter.emit(Ok(7));
            emitter.fail("from inside".into());
            panic!("a comparison that panics");
        }
        waiting == new
    });
    for error in ["a", "b"] {
        emitter.fail(error.into());
    }
    let [a, inside, b] = ["a", "from inside", "b"].map(|error| Err(error.into()));
    assert_eq!(drain(&mut events), [a, Ok(7), inside, b]);
}

#[test]
fn errors_that_nobody_takes_are_dropped() {
    let drops = Drops::default();
    let mut kept = None;
    let events = stream(
        StreamOptions::new(),
        |events: Emitter<Result<(), Counted>>| {
            kept = Some(events);
        },
    );
    let emitter = kept.unwrap();
    (0..20).for_each(|_| emitter.fail(drops.counted()));
    assert_eq!(drops.count(), 4);
    drop(events);
    assert_eq!(drops.count(), 20);
    emitter.fail_with(|| drops.counted());
    emitter.fail(drops.counted());
    assert_eq!(drops.count(), 21);

    let drops = Drops::default();
    let mut kept = None;
    let frames = frames_with_errors(FrameOptions::new(), |_: FrameWriter<u8>, errors| {
        kept = Some(errors);
    });
    let errors: ErrorSender<Counted> = kept.unwrap();
    (0..20).for_each(|_| errors.fail(drops.counted()));
    assert_eq!(drops.count(), 4);
    drop(frames);
    assert_eq!(drops.count(), 20);
    errors.fail_with(|| drops.counted());
    errors.fail(drops.counted());
    assert_eq!(drops.count(), 21);
}

#[test]
fn an_error_that_nobody_waits_for_does_not_unwind_into_the_callback() {
    let api = ApiThread::new();
    let mut kept = None;
    let events = stream(
        StreamOptions::new(),
        |events: Emitter<Result<(), PanicsOnDrop>>| kept = Some(events),
    );
    let emitter = kept.unwrap();
    drop(events);
    api.run(move || {
        emitter.fail(PanicsOnDrop);
        emitter.fail_fatal(PanicsOnDrop);
    });
}

#[test]
fn an_error_that_is_refused_does_not_unwind_into_the_callback() {
    let api = ApiThread::new();
    let (events, emitter) = opened();
    let (frames, _writer, errors) = opened_frames();
    drop((events, frames));
    api.run(move || {
        let captured = PanicsOnDrop;
        emitter.fail_with(move || format!("{captured:?}"));
        let captured = PanicsOnDrop;
        errors.fail_with(move || format!("{captured:?}"));
        let captured = PanicsOnDrop;
        emitter.end_with::<()>(move || Err(format!("{captured:?}")));
        let captured = PanicsOnDrop;
        errors.end_with::<()>(move || Err(format!("{captured:?}")));
    });
}

#[test]
fn an_end_with_an_error_leaves_what_is_buffered_and_comes_last() {
    let (mut events, emitter) = opened();
    emitter.fail("first".into());
    emitter.end_with::<()>(|| Err("last".into()));
    emitter.end_with::<()>(|| Err("too late".into()));
    assert_eq!(
        drain(&mut events),
        [Err("first".into()), Err("last".into())]
    );

    let (mut frames, writer, errors) = opened_frames();
    writer.write(&[1], ());
    errors.end_with::<()>(|| Err("last".into()));
    errors.end_with::<()>(|| Err("too late".into()));
    assert_eq!(drain_two(&mut frames), (vec![1], "last".into()));
    let end = poll_next(&mut frames, Waker::noop());
    assert!(matches!(end, Poll::Ready(None)));
}

/// What a good end brings is dropped under the guard that covers how it is made.
#[test]
fn panic_of_what_a_good_end_brings_is_resumed_in_the_consumer() {
    let api = ApiThread::new();
    let (mut events, emitter) = opened();
    let (mut frames, _writer, errors) = opened_frames();
    api.run(move || {
        emitter.end_with(|| Ok(PanicsOnDrop));
        errors.end_with(|| Ok(PanicsOnDrop));
    });
    let resumed = catch_unwind(AssertUnwindSafe(|| drop(drain(&mut events))));
    assert!(resumed.is_err());
    let resumed = catch_unwind(AssertUnwindSafe(|| {
        let _ = poll_next(&mut frames, Waker::noop());
    }));
    assert!(resumed.is_err());
}

#[test]
fn panic_in_map_is_resumed_in_the_consumer() {
    let (mut frames, writer, errors) = opened_frames();
    writer.write(&[1], ());
    errors.fail_with(|| "first".into());
    errors.fail_with(|| panic!("in the map"));
    writer.write(&[2], ());
    assert_eq!(drain_two(&mut frames), (vec![1], "first".into()));
    let resumed = catch_unwind(AssertUnwindSafe(|| {
        let _ = poll_next(&mut frames, Waker::noop());
    }));
    assert_eq!(message(resumed.unwrap_err()), "in the map");
}

/// The samples and the error that wait.
fn drain_two(frames: &mut Frames) -> (Vec<u8>, String) {
    let mut next = || match poll_next(frames, Waker::noop()) {
        Poll::Ready(Some(item)) => item,
        _ => panic!("an item waits"),
    };
    (next().unwrap().into_vec(), next().unwrap_err())
}

thread_local! {
    static WHILE_COMPARING: RefCell<Option<Box<dyn FnOnce() -> bool>>> =
        const { RefCell::new(None) };
}

fn compare<E>(_: &E, _: &E) -> bool {
    WHILE_COMPARING.take().is_some_and(|compare| compare())
}

#[test]
fn errors_before_it_may_be_taken_while_one_is_compared() {
    let (events, emitter) = opened();
    emitter.fail("first".into());
    let events = Rc::new(RefCell::new(events.coalesce_errors(compare)));
    emitter.fail("a".into());
    let taking = Rc::clone(&events);
    WHILE_COMPARING.set(Some(Box::new(move || {
        drain(&mut *taking.borrow_mut()) == [Err("first".into())]
    })));
    emitter.fail("a".into());
    assert_eq!(drain(&mut *events.borrow_mut()), [Err("a".into())]);
    assert_eq!(events.borrow().last_error().unwrap().repeats, 1);
}

/// An error that is out of its lane to be compared is not lost to an end that comes meanwhile.
#[test]
fn a_stream_does_not_end_while_errors_are_compared() {
    let (events, emitter) = opened();
    let events = Rc::new(RefCell::new(events.coalesce_errors(compare)));
    let (polled, ending) = (Rc::clone(&events), emitter.clone());
    WHILE_COMPARING.set(Some(Box::new(move || {
        ending.end();
        poll_next(&mut *polled.borrow_mut(), Waker::noop()).is_pending()
    })));
    emitter.fail("a".into());
    emitter.fail("a".into());
    assert_eq!(drain(&mut *events.borrow_mut()), [Err("a".into())]);
    assert_eq!(events.borrow().last_error().unwrap().repeats, 1);

    let (frames, writer, errors) = opened_frames();
    let frames = Rc::new(RefCell::new(frames.coalesce_errors(compare)));
    let (polled, ending) = (Rc::clone(&frames), errors.clone());
    WHILE_COMPARING.set(Some(Box::new(move || {
        ending.fail_with(|| panic!("in the map"));
        poll_next(&mut *polled.borrow_mut(), Waker::noop()).is_pending()
    })));
    errors.fail("a".into());
    errors.fail("a".into());
    drop(writer);
    let first = poll_next(&mut *frames.borrow_mut(), Waker::noop());
    assert!(matches!(first, Poll::Ready(Some(Err(error))) if error == "a"));
    assert_eq!(frames.borrow().last_error().unwrap().repeats, 1);
}
