//! Every interleaving of C callbacks and the release of their keys, in small.
//!
//! `RUSTFLAGS="--cfg loom" cargo test -p asyncify-runtime --release --test loom_ffi`
#![cfg(loom)]

#[path = "common/model.rs"]
mod model;

use asyncify_runtime::ffi;
use loom::sync::Arc;
use loom::thread;
use model::model;

/// Looks a word up, as a C callback does.
fn called(word: usize) -> Option<u8> {
    ffi::with(
        std::ptr::without_provenance_mut(word),
        |target: &Payload| target.1,
    )
}

/// Something to be dropped exactly once, and a name.
struct Payload(#[expect(dead_code, reason = "it is counted")] Arc<()>, u8);

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
        let release = move || ffi::release(std::ptr::without_provenance_mut(word));
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
