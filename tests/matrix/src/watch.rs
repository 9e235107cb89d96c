//! What is watched: wakes, values, the API's handle.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Wake, Waker};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long to wait for what must come.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        thread::yield_now();
    }
}

thread_local! {
    static IS_API: Cell<bool> = const { Cell::new(false) };
    static IN_WAKE: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
}

/// A thread of the API's.
pub(crate) fn api<R: Send + 'static>(call: impl FnOnce() -> R + Send + 'static) -> JoinHandle<R> {
    thread::spawn(|| {
        IS_API.set(true);
        call()
    })
}

/// Has the next wake on this thread run it.
pub(crate) fn in_next_wake(call: impl FnOnce() + 'static) {
    IN_WAKE.set(Some(Box::new(call)));
}

/// Whether a wake has run it.
pub(crate) fn was_in_wake() -> bool {
    IN_WAKE.take().is_none()
}

/// A task.
#[derive(Default)]
pub(crate) struct Task(AtomicUsize);

impl Task {
    pub(crate) fn new() -> (Arc<Self>, Waker) {
        let task = Arc::new(Self::default());
        (Arc::clone(&task), Waker::from(task))
    }

    pub(crate) fn wakes(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
        if let Some(call) = IN_WAKE.take() {
            call();
        }
    }
}

static VALUES: AtomicUsize = AtomicUsize::new(0);

/// Counted as long as it lives.
pub(crate) struct Value(u64);

impl Value {
    pub(crate) fn new(number: u64) -> Self {
        VALUES.fetch_add(1, Ordering::SeqCst);
        Self(number)
    }

    pub(crate) fn number(&self) -> u64 {
        self.0
    }

    pub(crate) fn living() -> usize {
        VALUES.load(Ordering::SeqCst)
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        let living = VALUES.fetch_sub(1, Ordering::SeqCst);
        assert!(living > 0, "no value is dropped twice");
    }
}

static HANDLES: AtomicUsize = AtomicUsize::new(0);

/// The API's own: to be dropped once, and not on a thread of the API's, which it would join.
pub(crate) struct Handle(());

impl Handle {
    pub(crate) fn new() -> Self {
        HANDLES.fetch_add(1, Ordering::SeqCst);
        Self(())
    }

    /// A reaper thread may take a moment.
    pub(crate) fn wait_until_released() {
        wait_until("the handle is released", || {
            HANDLES.load(Ordering::SeqCst) == 0
        });
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        assert!(!IS_API.get(), "a handle dropped here would join itself");
        let held = HANDLES.fetch_sub(1, Ordering::SeqCst);
        assert!(held > 0, "the handle is released once");
    }
}
