//! Every interleaving of C callbacks and the release of their keys, in small.
//!
//! `RUSTFLAGS="--cfg loom" cargo test -p asyncify-runtime --release --test loom_ffi`
#![cfg(loom)]

use asyncify_runtime::ffi;
use loom::sync::Arc;
use loom::thread;

/// Explores what up to three preemptions at any place can bring about.
fn model(test: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = builder.preemption_bound.or(Some(3));
    builder.check(test);
}

/// Looks a word up, as a C callback does.
fn called(word: usize) -> Option<u8> {
    ffi::with(
        std::ptr::without_provenance_mut(word),
        |target: &Payload| target.1,
    )
}

/// Something to be dropped exactly once, and a name.
struct Payload(#[expect(dead_code, reason = "it is counted")] Arc<()>, u8);

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
