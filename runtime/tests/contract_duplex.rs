//! The contract's rows, as they concern callbacks that bring and take samples.
#![cfg(not(loom))]

mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{TryRecvError, channel};
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};

use asyncify_runtime::{
    Duplex, DuplexErrors, DuplexPort, FeedError, FeedOptions, Frame, FrameOptions, Wake,
    duplex_with_errors, try_duplex,
};
use common::*;

type Opened<H, E> = (
    Duplex<u16, u8, u64, H, Result<Frame<u16, u64>, E>>,
    DuplexPort<u16, u8, u64>,
    DuplexErrors<E>,
);

/// A duplex of which the test keeps what the API would.
fn open<H: Send + 'static, E>(handle: H) -> Opened<H, E> {
    let mut kept = None;
    let duplex = duplex_with_errors(
        FrameOptions::new().wake(Wake::Direct),
        FeedOptions::new().buffer(4).silence(7).wake(Wake::Direct),
        |port, errors| {
            kept = Some((port, errors));
            handle
        },
    );
    let (port, errors) = kept.unwrap();
    (duplex, port, errors)
}

#[test]
fn samples_go_both_ways_in_one_call() {
    let (mut duplex, port, _errors) = open::<_, ()>(());
    assert_eq!(duplex.output().try_write(&[1, 2, 3]), Ok(3));
    let mut output = [0; 2];
    port.exchange(&[10, 11], &mut output, 48);
    assert_eq!(output, [1, 2]);
    port.exchange_with(&[12], &mut output, || 49);
    assert_eq!(output, [3, 7]);
    let (mut input, output) = duplex.split();
    let frames = drain(&mut input);
    let frames: Vec<_> = frames.iter().map(|frame| frame.as_ref().unwrap()).collect();
    assert_eq!((&**frames[0], frames[0].info()), (&[10, 11][..], &48));
    assert_eq!((&**frames[1], frames[1].info()), (&[12][..], &49));
    assert_eq!((output.underruns(), output.silence()), (1, 1));
}

#[test]
fn each_half_wakes_its_own_task() {
    let api = ApiThread::new();
    let (duplex, port, _errors) = open::<_, ()>(());
    let (mut input, mut output) = duplex.split();
    let ((reader, read), (writer, write)) = (CountingWaker::new(), CountingWaker::new());
    assert!(poll_next(&mut input, &read).is_pending());
    let mut writing = Box::pin(output.write(&[0; 5]));
    assert!(poll(&mut writing, &write).is_pending());
    let _port = api.run(move || {
        port.exchange(&[1], &mut [0; 3], 0);
        port
    });
    assert_eq!((reader.count(), writer.count()), (1, 1));
    assert!(poll_next(&mut input, &read).is_ready());
    assert_eq!(poll(&mut writing, &write), Poll::Ready(Ok(())));
}

#[test]
fn a_refused_start_is_the_error() {
    let mut kept = None;
    let refused = try_duplex(
        FrameOptions::new(),
        FeedOptions::new(),
        |port: DuplexPort<u8, u8>| {
            kept = Some(port);
            Err::<(), _>("busy")
        },
    );
    assert_eq!(refused.err(), Some("busy"));
    assert!(kept.unwrap().is_closed());
}

#[test]
fn the_handle_lives_until_both_halves_are_gone() {
    for input_first in [true, false] {
        let handles = Drops::default();
        let (duplex, port, _errors) = open::<_, ()>(handles.counted());
        let (input, output) = duplex.split();
        if input_first {
            drop(input);
            assert_eq!((handles.count(), port.is_closed()), (0, false));
            drop(output);
        } else {
            drop(output);
            assert_eq!((handles.count(), port.is_closed()), (0, false));
            drop(input);
        }
        assert_eq!((handles.count(), port.is_closed()), (1, true));
        let mut late = [0; 2];
        port.exchange(&[1], &mut late, 0);
        assert_eq!(late, [7, 7]);
    }
}

#[test]
fn the_handle_can_be_looked_at_from_either_half() {
    let (duplex, _port, _errors) = open::<_, ()>(1);
    duplex.with_handle(|handle| *handle += 1);
    let (input, output) = duplex.split();
    input.handle().with(|handle| *handle += 1);
    assert_eq!(output.handle().with(|handle| *handle), 3);
}

#[test]
fn dropped_first_runs_the_cancel_expression_once() {
    for input_first in [true, false] {
        let (tell, told) = channel();
        let (duplex, _port, _errors) = open::<_, ()>(7);
        let duplex = duplex.cancel(move |handle| tell.send(handle).unwrap());
        let (input, output) = duplex.split();
        let mut halves = (Some(input), Some(output));
        match input_first {
            true => halves.0 = None,
            false => halves.1 = None,
        }
        assert_eq!(told.try_recv(), Err(TryRecvError::Empty));
        drop(halves);
        assert_eq!(told.iter().collect::<Vec<_>>(), [7]);
    }
}

#[test]
fn a_duplex_that_has_ended_is_not_cancelled() {
    let handles = Drops::default();
    let (duplex, port, errors) = open::<_, ()>(handles.counted());
    let duplex = duplex.cancel(|_| panic!("there is nothing to cancel"));
    drop((port, errors));
    drop(duplex);
    assert_eq!(handles.count(), 1);
}

#[test]
fn a_half_that_was_dropped_before_the_end_does_not_cancel() {
    let handles = Drops::default();
    let (duplex, port, errors) = open::<_, ()>(handles.counted());
    let duplex = duplex.cancel(|_| panic!("there is nothing to cancel"));
    let (input, output) = duplex.split();
    drop(input);
    drop((port, errors));
    drop(output);
    assert_eq!(handles.count(), 1);
}

#[test]
fn a_fatal_error_ends_both_halves() {
    let ways: [fn(&DuplexErrors<&'static str>); 3] = [
        |errors| errors.fail_if(|| ("device lost", true)),
        |errors| errors.fail_fatal("device lost"),
        |errors| {
            errors.fail("device lost");
            errors.end();
        },
    ];
    for end in ways {
        let (duplex, port, errors) = open(());
        let (mut input, mut output) = duplex.split();
        port.exchange(&[1], &mut [0], 0);
        errors.fail("glitch");
        assert_eq!(output.try_write(&[1]), Ok(1));
        end(&errors.clone());
        assert_eq!(output.try_write(&[1]), Err(FeedError::Closed));
        let errors: Vec<_> = drain(&mut input)
            .into_iter()
            .filter_map(Result::err)
            .collect();
        assert_eq!(errors, ["glitch", "device lost"]);
        let end = poll_next(&mut input, Waker::noop());
        assert!(matches!(end, Poll::Ready(None)));
    }
}

#[test]
fn a_panic_in_the_callback_is_resumed_by_the_frames_and_ends_the_feed() {
    type Way = fn(&DuplexPort<u16, u8, u64>, &DuplexErrors<()>);
    let ways: [Way; 5] = [
        |port, _| port.exchange_with(&[2], &mut [0], || panic!("in the user's code")),
        |port, _| assert_eq!(port.reply(|| -> u8 { panic!("in the user's code") }), None),
        |_, errors| errors.fail_with(|| panic!("in the user's code")),
        |_, errors| errors.end_with::<()>(|| panic!("in the user's code")),
        |_, errors| {
            assert_eq!(
                errors.reply(|| -> u8 { panic!("in the user's code") }),
                None
            );
        },
    ];
    for way in ways {
        let api = ApiThread::new();
        let (duplex, port, errors) = open(());
        let (mut input, mut output) = duplex.split();
        let _kept = api.run(move || {
            way(&port, &errors);
            (port, errors)
        });
        let resumed = catch_unwind(AssertUnwindSafe(|| drain(&mut input).len()));
        assert_eq!(message(resumed.unwrap_err()), "in the user's code");
        assert_eq!(output.try_write(&[1]), Err(FeedError::Closed));
    }
}

#[test]
fn dropped_on_the_callbacks_own_thread_goes_to_the_reaper() {
    let api = ApiThread::new();
    let (handle, told) = tattletale();
    let (mut duplex, port, _errors) = open::<_, ()>(handle);
    let slot = Arc::new(Mutex::new(None));
    let inside = Arc::clone(&slot);
    let waker = InlineWaker::waker(move || drop(inside.lock().unwrap().take()));
    assert!(poll_next(duplex.input(), &waker).is_pending());
    *slot.lock().unwrap() = Some(duplex);
    api.run(move || port.exchange(&[1], &mut [0], 0));
    let dropped = told.recv_timeout(PATIENCE).unwrap();
    assert_ne!(dropped.id, api.id());
    assert_eq!(dropped.name.as_deref(), Some("asyncify-reaper"));
}

#[test]
fn the_last_half_goes_to_the_reaper_too() {
    let api = ApiThread::new();
    let (handle, told) = tattletale();
    let (duplex, port, _errors) = open::<_, ()>(handle);
    let (mut input, output) = duplex.split();
    drop(output);
    let slot = Arc::new(Mutex::new(None));
    let inside = Arc::clone(&slot);
    let waker = InlineWaker::waker(move || drop(inside.lock().unwrap().take()));
    assert!(poll_next(&mut input, &waker).is_pending());
    *slot.lock().unwrap() = Some(input);
    api.run(move || port.exchange(&[1], &mut [0], 0));
    let dropped = told.recv_timeout(PATIENCE).unwrap();
    assert_eq!(dropped.name.as_deref(), Some("asyncify-reaper"));
}

#[test]
fn close_resolves_after_the_callbacks_are_released() {
    let handles = Drops::default();
    let (mut duplex, port, errors) = open::<_, ()>(handles.counted());
    port.exchange(&[1, 2], &mut [0], 0);
    let (woken, waker) = CountingWaker::new();
    let mut close = duplex.close();
    assert!(poll(&mut close, &waker).is_pending());
    wait_until("the handle is dropped", || handles.count() == 1);
    assert!(port.is_closed());
    assert!(poll(&mut close, &waker).is_pending());
    let before = woken.count();
    drop(port);
    assert!(poll(&mut close, &waker).is_pending());
    drop(errors);
    assert!(woken.count() > before);
    assert_eq!(poll(&mut close, &waker), Poll::Ready(()));
    assert_eq!(drain(duplex.input()).len(), 1);
}

#[test]
fn equal_errors_are_merged() {
    let (duplex, _port, errors) = open(());
    let mut duplex = duplex.coalesce_errors(|waiting, new| waiting == new);
    (0..100).for_each(|_| errors.fail('x'));
    assert_eq!(drain(duplex.input()).len(), 1);
    assert_eq!(duplex.input().last_error().unwrap().repeats, 99);
}
