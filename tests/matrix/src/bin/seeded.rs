//! Makes the mistake that is asked for, by which the tools that watch the tests show that they find
//! such.
#![allow(unsafe_code, reason = "safe code can't make these mistakes")]

use std::cell::UnsafeCell;
use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("nothing") => hand_over(Ordering::Release, Ordering::Acquire),
        Some("race") => hand_over(Ordering::Relaxed, Ordering::Relaxed),
        Some("race-in-arc") => race_in_arc(),
        Some("leak") => leak(),
        Some("use-after-free") => use_after_free(),
        // A tool that is content then has found nothing.
        _ => eprintln!("there is no such mistake"),
    }
}

/// A value, and whether it is there.
#[derive(Default)]
struct Slot {
    value: UnsafeCell<u64>,
    full: AtomicBool,
}

// SAFETY: none. With the wrong orderings this is a race, as it should be.
unsafe impl Sync for Slot {}

impl Slot {
    fn put(&self, value: u64, publish: Ordering) {
        // SAFETY: as above.
        unsafe { *self.value.get() = value };
        self.full.store(true, publish);
    }

    fn take(&self, look: Ordering) -> u64 {
        while !self.full.load(look) {
            thread::yield_now();
        }
        // SAFETY: as above.
        unsafe { *self.value.get() }
    }
}

static SLOT: Slot = Slot {
    value: UnsafeCell::new(0),
    full: AtomicBool::new(false),
};

fn hand_over(publish: Ordering, look: Ordering) {
    let other = thread::spawn(move || SLOT.put(1, publish));
    assert_eq!(SLOT.take(look), 1);
    other.join().unwrap();
}

/// In what an `Arc` holds, as the runtime's channels are held.
fn race_in_arc() {
    let slot = Arc::new(Slot::default());
    let theirs = Arc::clone(&slot);
    let other = thread::spawn(move || theirs.put(1, Ordering::Relaxed));
    assert_eq!(slot.take(Ordering::Relaxed), 1);
    other.join().unwrap();
}

fn leak() {
    black_box(Box::leak(black_box(Box::new([7_u8; 64]))));
    // What is left on the stack would still be found.
    black_box([0_u8; 4096]);
}

fn use_after_free() {
    let freed = black_box(Box::into_raw(Box::new(7_u64)));
    // SAFETY: none.
    unsafe {
        drop(Box::from_raw(freed));
        black_box(freed.read());
    }
}
