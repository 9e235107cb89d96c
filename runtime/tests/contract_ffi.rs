//! Keys for C callbacks: good as long as somebody waits, and harmless ever after.
#![cfg(not(loom))]

mod common;

use std::cell::Cell;
use std::ffi::c_void;
use std::ptr::{null_mut, without_provenance_mut};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, TryRecvError, channel};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use asyncify_runtime::__private::ffi::{Exclusive, Word, key, key_until_destroyed};
use asyncify_runtime::{
    Abandoned, Completer, DuplexPort, Emitter, EventStream, FeedOptions, FrameOptions, FrameWriter,
    StreamOptions, duplex, ffi, frames, once, once_local, stream, stream_local,
};
use common::PATIENCE;
use futures::executor::block_on;
use futures::{FutureExt, StreamExt};

/// A user-data word, as C passes it between threads.
fn on_a_thread<R: Send>(data: *mut c_void, call: impl FnOnce(*mut c_void) -> R + Send) -> R {
    let word = data.addr();
    thread::scope(|scope| {
        scope
            .spawn(|| call(without_provenance_mut(word)))
            .join()
            .unwrap()
    })
}

#[test]
fn a_word_leads_to_the_completer_on_any_thread() {
    let call = once(|done: Completer<u8>| {
        let key = ffi::Key::new(done);
        assert!(!key.as_ptr().is_null());
        assert!(on_a_thread(key.as_ptr(), |data| ffi::complete(
            data,
            || 7_u8
        )));
        key
    });
    assert_eq!(block_on(call), Ok(7));
}

#[test]
fn a_second_value_is_dropped_and_a_late_one_refused() {
    let mut word = null_mut();
    let call = once_local(|done: Completer<u8>| {
        let key = ffi::Key::new(done);
        word = key.as_ptr();
        assert!(ffi::complete(word, || 1_u8));
        assert!(ffi::complete(word, || 2_u8));
        key
    });
    assert_eq!(block_on(call), Ok(1));
    let before = ffi::refused();
    assert!(!ffi::complete::<u8>(word, || panic!("nobody wants it")));
    assert!(ffi::refused() > before);
}

#[test]
fn a_word_is_stale_once_the_future_is_dropped() {
    let mut word = null_mut();
    let mut call = Box::pin(once_local(|done: Completer<u8>| {
        let key = ffi::Key::new(done);
        word = key.as_ptr();
        key
    }));
    assert!(call.as_mut().now_or_never().is_none());
    drop(call);
    assert!(!ffi::complete(word, || 1_u8));
}

#[test]
fn a_word_of_another_type_is_refused() {
    let key = ffi::Key::new(1_u32);
    assert_eq!(ffi::with(key.as_ptr(), |_: &i32| ()), None);
    assert!(!ffi::emit(key.as_ptr(), || 1_u32));
    assert_eq!(ffi::with(key.as_ptr(), |number: &u32| *number), Some(1));
}

#[test]
fn words_that_were_never_given_out_are_refused() {
    let forged = [
        0,
        1,
        2,
        usize::MAX,
        usize::MAX / 2,
        1 << (usize::BITS - 1),
        0xdead_beef,
    ];
    for word in forged {
        assert_eq!(ffi::with(without_provenance_mut(word), |_: &u8| ()), None);
        assert!(!ffi::release(without_provenance_mut(word)));
    }
}

#[test]
fn a_reused_slot_is_not_opened_by_an_old_word() {
    let old: Vec<_> = (0..500).map(|n: u32| ffi::Key::new(n).as_ptr()).collect();
    let new: Vec<_> = (0..500_u32).map(ffi::Key::new).collect();
    for word in old {
        assert_eq!(ffi::with(word, |number: &u32| *number), None);
    }
    for (expected, key) in new.iter().enumerate() {
        let found = ffi::with(key.as_ptr(), |number: &u32| *number as usize);
        assert_eq!(found, Some(expected));
    }
}

#[test]
fn what_a_key_leads_to_is_dropped_with_it() {
    let target = Arc::new(());
    let key = ffi::Key::new(Arc::clone(&target));
    assert_eq!(Arc::strong_count(&target), 2);
    drop(key);
    assert_eq!(Arc::strong_count(&target), 1);
}

#[test]
fn a_call_under_way_keeps_its_target_when_the_key_is_released() {
    let target = Arc::new(AtomicUsize::new(0));
    let key = ffi::Key::new(Arc::clone(&target));
    let word = key.as_ptr();
    ffi::with(word, |target: &Arc<AtomicUsize>| {
        assert!(ffi::release(word));
        target.fetch_add(1, Ordering::Relaxed);
        assert_eq!(Arc::strong_count(target), 2);
    });
    assert_eq!(target.load(Ordering::Relaxed), 1);
    assert_eq!(Arc::strong_count(&target), 1);
    drop(key);
}

#[test]
fn releasing_twice_is_harmless() {
    let word = ffi::Key::new(1_u8).into_ptr();
    assert!(ffi::release(word));
    assert!(!ffi::release(word));
    let other = ffi::Key::new(2_u8);
    assert!(!ffi::release(word));
    assert_eq!(ffi::with(other.as_ptr(), |number: &u8| *number), Some(2));
}

#[test]
fn a_panic_goes_no_further() {
    let key = ffi::Key::new(());
    assert_eq!(
        ffi::with(key.as_ptr(), |(): &()| -> u8 { panic!("in with") }),
        None
    );
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("in drop");
        }
    }
    assert!(ffi::release(ffi::Key::new(Bomb).into_ptr()));
}

#[test]
#[should_panic(expected = "in complete")]
fn a_panic_in_the_value_comes_out_of_the_future() {
    let call = once(|done: Completer<u8>| {
        let key = ffi::Key::new(done);
        assert!(on_a_thread(key.as_ptr(), |data| {
            ffi::complete(data, || -> u8 { panic!("in complete") })
        }));
        key
    });
    let _ = block_on(call);
}

#[test]
fn a_stream_takes_values_errors_and_an_end() {
    type Item = Result<u8, &'static str>;
    let events = stream(StreamOptions::new(), |events: Emitter<Item>| {
        let key = ffi::Key::new(events);
        let data = key.as_ptr();
        assert!(ffi::emit::<Item>(data, || Ok(1)));
        assert!(ffi::fail::<u8, &str>(data, || "overrun"));
        assert!(ffi::end::<Item>(data));
        assert!(!ffi::emit::<Item>(data, || Ok(2)));
        key
    });
    assert_eq!(
        block_on(events.collect::<Vec<_>>()),
        [Ok(1), Err("overrun")]
    );
}

#[test]
fn a_destroy_notify_abandons_a_call_and_ends_a_stream() {
    let call = once(|done: Completer<u8>| ffi::release(ffi::Key::new(done).into_ptr()));
    assert!(matches!(block_on(call), Err(Abandoned { .. })));
    let events = stream(StreamOptions::new(), |events: Emitter<u8>| {
        ffi::release(ffi::Key::new(events).into_ptr())
    });
    assert_eq!(block_on(events.collect::<Vec<_>>()), []);
}

#[test]
fn frames_are_written_by_one_caller_at_a_time() {
    let sound = frames(FrameOptions::new(), |frames: FrameWriter<i16>| {
        let key = ffi::Key::new(Mutex::new(frames));
        let data = key.as_ptr();
        let wrote = ffi::write(data, || {
            // The callback calls itself: the inner call has to be refused, or it would never end.
            assert!(!ffi::write(data, || (&[9_i16][..], ())));
            (&[1_i16, 2][..], ())
        });
        assert!(wrote);
        ffi::release(data);
        key
    });
    let frames: Vec<_> = block_on(sound.map(|frame| frame.to_vec()).collect());
    assert_eq!(frames, [vec![1, 2]]);
}

/// Tells the name of the thread that drops it.
struct Dropped(Sender<Option<String>>);

impl Drop for Dropped {
    fn drop(&mut self) {
        let _ = self.0.send(thread::current().name().map(str::to_owned));
    }
}

#[test]
fn a_call_alone_never_drops_its_target() {
    let (tell, told) = channel();
    let word = ffi::Key::new(Dropped(tell)).into_ptr();
    let released = ffi::alone(word, |_: &Dropped| {
        let released = ffi::release(word);
        // It is stale at once, and still there.
        (released, told.try_recv(), ffi::with(word, |_: &Dropped| ()))
    });
    assert_eq!(released, Some((true, Err(TryRecvError::Empty), None)));
    let thread = told.recv_timeout(PATIENCE).unwrap();
    assert_eq!(thread.as_deref(), Some("asyncify-reaper"));
}

#[test]
fn the_last_call_of_any_other_kind_drops_it() {
    let (tell, told) = channel();
    let word = ffi::Key::new(Dropped(tell)).into_ptr();
    let inner = ffi::with(word, |_: &Dropped| {
        let inner = ffi::alone(word, |_: &Dropped| ffi::release(word));
        (inner, told.try_recv())
    });
    assert_eq!(inner, Some((Some(true), Err(TryRecvError::Empty))));
    let here = thread::current().name().map(str::to_owned);
    assert_eq!(told.try_recv(), Ok(here));
}

#[test]
fn a_panic_leaves_the_gate_open() {
    let key = ffi::Key::new(());
    let panics = ffi::alone(key.as_ptr(), |(): &()| -> u8 { panic!("in alone") });
    assert_eq!(panics, None);
    assert_eq!(ffi::alone(key.as_ptr(), |(): &()| 1), Some(1));
    // A word of another type is refused, and does no harm either.
    assert_eq!(ffi::alone(key.as_ptr(), |_: &u8| ()), None);
    assert_eq!(ffi::alone(key.as_ptr(), |(): &()| 2), Some(2));
}

#[test]
fn a_reservation_that_is_not_filled_gives_its_slot_back() {
    for _ in 0..5_000 {
        let events = stream(StreamOptions::new(), |events: Emitter<u8>| {
            let _ = key(&events);
        });
        drop(events);
    }
    // More than what all other tests have given back: the rest would come after the 5,000.
    let keys: Vec<_> = (0..1_200).map(ffi::Key::<u32>::new).collect();
    let slots = keys.iter().map(|key| key.as_ptr().addr() & 0xF_FFFF);
    assert!(slots.max() < Some(4_000));
}

#[test]
fn a_key_of_one_thread_is_refused_on_another() {
    let seen = Rc::new(Cell::new(0_u8));
    let key = ffi::Key::here(Rc::clone(&seen));
    let word = key.as_ptr();
    assert_eq!(
        on_a_thread(word, |data| ffi::with(data, |_: &Rc<Cell<u8>>| ())),
        None
    );
    assert_eq!(ffi::with(word, |seen: &Rc<Cell<u8>>| seen.set(1)), Some(()));
    assert_eq!(seen.get(), 1);
    drop(key);
    assert_eq!(Rc::strong_count(&seen), 1);
    assert_eq!(ffi::with(word, |_: &Rc<Cell<u8>>| ()), None);
}

#[test]
fn a_key_of_one_thread_that_another_drops_is_stale_at_once_and_swept_later() {
    let target = Rc::new(());
    let key = ffi::Key::here(Rc::clone(&target));
    let word = key.as_ptr();
    thread::spawn(move || drop(key)).join().unwrap();
    assert_eq!(ffi::with(word, |_: &Rc<()>| ()), None);
    drop(ffi::Key::here(()));
    assert_eq!(Rc::strong_count(&target), 1);
}

#[test]
fn callers_race_a_release() {
    for _ in 0..200 {
        let key = ffi::Key::new(Mutex::new(0_u32));
        let (word, barrier) = (key.as_ptr().addr(), Barrier::new(3));
        let reached: u32 = thread::scope(|scope| {
            let callers = [(); 2].map(|()| {
                scope.spawn(|| {
                    barrier.wait();
                    let count = |number: &Mutex<u32>| *number.lock().unwrap() += 1;
                    (0..50)
                        .filter_map(|_| ffi::with(without_provenance_mut(word), count))
                        .count() as u32
                })
            });
            barrier.wait();
            drop(key);
            callers.map(|caller| caller.join().unwrap()).iter().sum()
        });
        assert!(reached <= 100);
        assert_eq!(
            ffi::with(without_provenance_mut(word), |_: &Mutex<u32>| ()),
            None
        );
    }
}

/// As generated code makes its keys.
fn keyed(word: &mut *mut c_void, is_destroyed: bool) -> EventStream<u8> {
    stream(StreamOptions::new(), |events: Emitter<u8>| {
        let key = match is_destroyed {
            true => key_until_destroyed(&events),
            false => key(&events),
        };
        let callback: Box<dyn Fn(u8) -> bool + Send + Sync> = Box::new(move |n| events.emit(n));
        *word = key.leads_to(callback);
    })
}

fn call(word: *mut c_void, value: u8) -> Option<bool> {
    type Callback = Box<dyn Fn(u8) -> bool + Send + Sync>;
    ffi::with(word, |callback: &Callback| callback(value))
}

#[test]
fn a_generated_key_lasts_as_long_as_the_stream() {
    let mut word = null_mut();
    let mut events = keyed(&mut word, false);
    assert_eq!(call(word, 1), Some(true));
    assert_eq!(block_on(events.next()), Some(1));
    drop(events);
    assert_eq!(call(word, 2), None);
}

#[test]
fn closing_waits_for_a_destroy_notify_where_there_is_one() {
    let mut word = null_mut();
    let mut events = keyed(&mut word, false);
    block_on(events.close());
    assert_eq!(call(word, 1), None);

    let mut events = keyed(&mut word, true);
    assert!(events.close().now_or_never().is_none());
    assert_eq!(call(word, 1), Some(true));
    assert!(ffi::release(word));
    block_on(events.close());
    assert_eq!(block_on(events.next()), Some(1));
    assert_eq!(block_on(events.next()), None);
}

#[test]
fn a_generated_key_lasts_until_the_future_resolves() {
    let mut word = null_mut();
    let future = once_local(|done: Completer<u8>| {
        let key = key(&done);
        let callback: Box<dyn Fn(u8) -> bool + Send + Sync> = Box::new(move |n| {
            done.complete(n);
            true
        });
        word = key.leads_to(callback);
        assert_eq!(call(word, 1), Some(true));
        assert_eq!(call(word, 2), Some(true));
    });
    assert_eq!(block_on(future), Ok(1));
    assert_eq!(call(word, 3), None);
}

#[test]
fn a_generated_key_of_frames_lasts_as_long_as_the_stream() {
    type Callback = Box<Exclusive<dyn FnMut(u8) + Send>>;
    let mut word = null_mut();
    let mut sound = frames(FrameOptions::new(), |frames: FrameWriter<u8>| {
        let key = key(&frames);
        let callback: Callback = Box::new(Exclusive::new(move |n| frames.write(&[n], ())));
        word = key.leads_to(callback);
    });
    let call = |n: u8| {
        ffi::with(word, |callback: &Callback| {
            callback.enter(|callback| callback(n))
        })
        .flatten()
    };
    assert_eq!(call(1), Some(()));
    assert_eq!(*block_on(sound.next()).unwrap(), [1]);
    block_on(sound.close());
    assert_eq!(call(2), None);
}

#[test]
fn a_generated_key_of_a_duplex_lasts_as_long_as_one_half() {
    type Callback = Box<Exclusive<dyn FnMut(u8) -> u8 + Send>>;
    for input_first in [true, false] {
        let mut word = null_mut();
        let both = duplex(
            FrameOptions::new(),
            FeedOptions::new(),
            |port: DuplexPort<u8, u8>| {
                let key = key(&port);
                let callback: Callback = Box::new(Exclusive::new(move |n| {
                    let mut output = [9];
                    port.exchange(&[n], &mut output, ());
                    output[0]
                }));
                word = key.leads_to(callback);
            },
        );
        let call = |n: u8| {
            ffi::with(word, |callback: &Callback| {
                callback.enter(|callback| callback(n))
            })
            .flatten()
        };
        let (mut input, mut output) = both.split();
        assert_eq!(output.try_write(&[5, 6]), Ok(2));
        assert_eq!(call(1), Some(5));
        assert_eq!(*block_on(input.next()).unwrap(), [1]);
        let mut halves = (Some(input), Some(output));
        match input_first {
            true => halves.0 = None,
            false => halves.1 = None,
        }
        assert!(call(2).is_some());
        drop(halves);
        assert_eq!(call(3), None);
    }
}

#[test]
fn a_generated_key_of_one_thread_holds_what_is_not_send() {
    type Callback = Box<dyn Fn(u8)>;
    let mut word = null_mut();
    let mut events = stream_local(StreamOptions::new(), |events: Emitter<Rc<u8>>| {
        let key = key(&events);
        let callback: Callback = Box::new(move |n| {
            events.emit(Rc::new(n));
        });
        word = key.leads_here_to(callback);
    });
    assert_eq!(ffi::with(word, |callback: &Callback| callback(1)), Some(()));
    assert_eq!(block_on(events.next()), Some(Rc::new(1)));
}

#[test]
fn a_word_survives_every_type_that_c_keeps_it_in() {
    let key = ffi::Key::new(());
    let word = key.as_ptr();
    assert_eq!(<*mut u8 as Word>::given(word).handed_back(), word);
    assert_eq!(<*const u8 as Word>::given(word).handed_back(), word);
    assert_eq!(<usize as Word>::given(word).handed_back(), word);
}
