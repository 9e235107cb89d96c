//! Every interleaving of C callbacks and the release of their keys, in small.
//!
//! `RUSTFLAGS="--cfg loom" cargo test -p asyncify-runtime --release --test loom_ffi`
#![cfg(loom)]

#[path = "common/model.rs"]
mod model;

use std::cell::Cell;
use std::rc::Rc;

use asyncify_runtime::__private::ffi::Exclusive;
use asyncify_runtime::ffi;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicBool, Ordering};
use loom::thread;
use model::model;

/// As C passes it between threads.
fn pointer(word: usize) -> *mut std::ffi::c_void {
    std::ptr::without_provenance_mut(word)
}

/// Looks a word up, as a C callback does.
fn called(word: usize) -> Option<u8> {
    ffi::with(pointer(word), |target: &Payload| target.1)
}

/// Looks a word up, as the C callback of a realtime lane does.
fn called_alone(word: usize) -> Option<u8> {
    ffi::alone(pointer(word), |target: &Payload| target.1)
}

/// A realtime thread's part.
fn in_realtime<R>(part: impl FnOnce() -> R) -> R {
    IN_REALTIME.with(|inside| inside.set(true));
    part()
}

loom::thread_local! {
    static IN_REALTIME: Cell<bool> = Cell::new(false);
}

/// Something to be dropped exactly once, and a name.
struct Payload(#[expect(dead_code, reason = "it is counted")] Arc<()>, u8);

/// Something to be dropped by any thread but a realtime one.
struct Dropped(Arc<AtomicBool>);

impl Drop for Dropped {
    fn drop(&mut self) {
        assert!(!IN_REALTIME.with(Cell::get));
        self.0.store(true, Ordering::Release);
    }
}

fn wait_for(dropped: &AtomicBool) {
    while !dropped.load(Ordering::Acquire) {
        thread::yield_now();
    }
}

/// A call by a key that is being released is answered or refused; what the key led to is dropped
/// once.
#[test]
fn a_call_races_the_release_of_its_key() {
    model(|| {
        let counted = Arc::new(());
        let key = ffi::Key::new(Payload(Arc::clone(&counted), 1));
        let word = key.as_ptr().addr();
        let callback = thread::spawn(move || called(word));
        drop(key);
        assert!(matches!(callback.join().unwrap(), None | Some(1)));
        assert_eq!(called(word), None);
        assert_eq!(Arc::strong_count(&counted), 1);
    });
}

/// A call by an old key never reaches what took its slot.
#[test]
fn a_call_races_the_reuse_of_its_slot() {
    model(|| {
        let counted = Arc::new(());
        let old = ffi::Key::new(Payload(Arc::clone(&counted), 1));
        let word = old.as_ptr().addr();
        let callback = thread::spawn(move || called(word));
        drop(old);
        let new = ffi::Key::new(Payload(Arc::clone(&counted), 2));
        // The old word never opens what is new.
        assert!(matches!(callback.join().unwrap(), None | Some(1)));
        assert_eq!(called(new.as_ptr().addr()), Some(2));
        drop(new);
        assert_eq!(Arc::strong_count(&counted), 1);
    });
}

/// Of two releases of a key one counts.
#[test]
fn two_releases_race() {
    model(|| {
        let counted = Arc::new(());
        let word = ffi::Key::new(Payload(Arc::clone(&counted), 1))
            .into_ptr()
            .addr();
        let release = move || ffi::release(pointer(word));
        let other = thread::spawn(release);
        let ours = release();
        assert!(ours ^ other.join().unwrap());
        assert_eq!(Arc::strong_count(&counted), 1);
    });
}

/// Two keys made at once differ, and each leads to its own.
#[test]
fn two_keys_are_made_at_once() {
    model(|| {
        let made = || {
            let key = ffi::Key::new(Payload(Arc::new(()), 1));
            (called(key.as_ptr().addr()), key)
        };
        let other = thread::spawn(made);
        let (ours, ours_key) = made();
        let (theirs, theirs_key) = other.join().unwrap();
        assert_eq!((ours, theirs), (Some(1), Some(1)));
        assert_ne!(ours_key.as_ptr(), theirs_key.as_ptr());
    });
}

/// Of two calls by a key that is being released, the last one to leave drops what it led to, or who
/// has released it.
#[test]
fn two_calls_race_the_release_of_their_key() {
    model(|| {
        let counted = Arc::new(());
        let key = ffi::Key::new(Payload(Arc::clone(&counted), 1));
        let word = key.as_ptr().addr();
        let callbacks = [(); 2].map(|()| thread::spawn(move || called(word)));
        drop(key);
        for callback in callbacks {
            assert!(matches!(callback.join().unwrap(), None | Some(1)));
        }
        assert_eq!(Arc::strong_count(&counted), 1);
    });
}

/// Calls by a word that nobody gave out yet, while its key is made.
fn guessed(call: fn(usize) -> Option<u8>) {
    let counted = Arc::new(());
    let old = ffi::Key::new(Payload(Arc::clone(&counted), 1));
    // The next generation of the same slot.
    let word = old.as_ptr().addr() + (1 << (usize::BITS / 2));
    drop(old);
    let callback = thread::spawn(move || call(word));
    let key = ffi::Key::new(Payload(Arc::clone(&counted), 2));
    assert_eq!(key.as_ptr().addr(), word);
    assert!(matches!(callback.join().unwrap(), None | Some(2)));
    drop(key);
    assert_eq!(Arc::strong_count(&counted), 1);
}

/// What a key of one thread led to is dropped there with its next key, once another thread has released
/// it.
#[test]
fn a_key_of_one_thread_races_its_release_on_another() {
    model(|| {
        let target = Rc::new(());
        let word = ffi::Key::here(Rc::clone(&target)).into_ptr().addr();
        let other = thread::spawn(move || ffi::release(pointer(word)));
        drop(ffi::Key::here(()));
        assert!(other.join().unwrap());
        drop(ffi::Key::here(()));
        assert_eq!(Rc::strong_count(&target), 1);
    });
}

/// A call by a word that nobody gave out yet finds nothing, or all of what its key will lead to.
#[test]
fn a_call_races_the_making_of_its_key() {
    model(|| guessed(called));
}

/// So does a realtime callback.
#[test]
fn a_realtime_call_races_the_making_of_its_key() {
    model(|| guessed(called_alone));
}

/// A realtime callback whose key is being released is answered or refused, and never drops what the
/// key led to.
#[test]
fn a_realtime_call_races_the_release_of_its_key() {
    model(|| {
        let dropped = Arc::new(AtomicBool::new(false));
        let key = ffi::Key::new(Dropped(Arc::clone(&dropped)));
        let word = key.as_ptr().addr();
        let callback =
            thread::spawn(move || in_realtime(|| ffi::alone(pointer(word), |_: &Dropped| ())));
        drop(key);
        assert_eq!(ffi::alone(pointer(word), |_: &Dropped| ()), None);
        callback.join().unwrap();
        wait_for(&dropped);
    });
}

/// Nor does it if another callback by the same key leaves after its release.
#[test]
fn a_realtime_call_races_a_call_and_the_release_of_their_key() {
    model(|| {
        let dropped = Arc::new(AtomicBool::new(false));
        let key = ffi::Key::new(Dropped(Arc::clone(&dropped)));
        let word = key.as_ptr().addr();
        let realtime =
            thread::spawn(move || in_realtime(|| ffi::alone(pointer(word), |_: &Dropped| ())));
        let other = thread::spawn(move || ffi::with(pointer(word), |_: &Dropped| ()));
        drop(key);
        realtime.join().unwrap();
        other.join().unwrap();
        wait_for(&dropped);
    });
}

/// A realtime callback by an old key neither reaches nor holds up what took its slot.
#[test]
fn a_realtime_call_races_the_reuse_of_its_slot() {
    model(|| {
        let counted = Arc::new(());
        let old = ffi::Key::new(Payload(Arc::clone(&counted), 1));
        let word = old.as_ptr().addr();
        let callback = thread::spawn(move || called_alone(word));
        drop(old);
        let new = ffi::Key::new(Payload(Arc::clone(&counted), 2));
        assert_eq!(called_alone(new.as_ptr().addr()), Some(2));
        assert!(matches!(callback.join().unwrap(), None | Some(1)));
        assert_eq!(called_alone(new.as_ptr().addr()), Some(2));
    });
}

/// A realtime callback that releases its own key goes on with what it leads to, which another thread
/// drops.
#[test]
fn a_realtime_call_releases_its_own_key() {
    model(|| {
        let dropped = Arc::new(AtomicBool::new(false));
        let word = ffi::Key::new(Dropped(Arc::clone(&dropped))).into_ptr();
        let word = word.addr();
        let callback = thread::spawn(move || {
            in_realtime(|| {
                ffi::alone(pointer(word), |target: &Dropped| {
                    assert!(ffi::release(pointer(word)));
                    assert!(!target.0.load(Ordering::Acquire));
                })
            })
        });
        assert_eq!(callback.join().unwrap(), Some(()));
        wait_for(&dropped);
    });
}

/// Of two callbacks at once one gets at the samples; one after the other both do.
#[test]
fn two_realtime_calls_race() {
    model(|| {
        let key = ffi::Key::new(Exclusive::new(0_u8));
        let word = key.as_ptr().addr();
        let call = move || {
            let count = |count: &mut u8| {
                *count += 1;
                *count
            };
            ffi::alone(pointer(word), |calls: &Exclusive<u8>| calls.enter(count)).flatten()
        };
        let other = thread::spawn(call);
        let (ours, theirs) = (call(), other.join().unwrap());
        let calls = [ours, theirs].iter().flatten().count() as u8;
        assert!(calls >= 1);
        assert_eq!(call(), Some(calls + 1));
    });
}
