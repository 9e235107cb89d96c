//! Values of which each must be dropped once.

use std::sync::atomic::{AtomicU64, Ordering};

/// A counter that shares its cache line with nothing.
#[repr(align(128))]
struct Count(AtomicU64);

impl Count {
    const fn new() -> Self {
        Self(AtomicU64::new(0))
    }

    fn add(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn get(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

static MADE: Count = Count::new();
static DROPPED: Count = Count::new();

/// Counted when it is made and when it is dropped.
pub(crate) struct Token(());

impl Token {
    pub(crate) fn new() -> Self {
        MADE.add();
        Self(())
    }
}

impl Drop for Token {
    fn drop(&mut self) {
        DROPPED.add();
    }
}

/// To be called when all threads of an episode have been joined.
pub(crate) fn check_all_dropped() {
    assert_eq!(MADE.get(), DROPPED.get(), "each value is dropped once");
}
