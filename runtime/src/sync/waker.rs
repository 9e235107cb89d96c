//! What the models use in place of `diatomic-waker`, which can't be built for another crate's loom: a
//! place for the waker of one task. The two ends meet in one lock as there in one atomic word, so who
//! notifies either finds the waker, or is seen by the look that comes after it was left.

use std::task::Waker;

use super::{Arc, Mutex, lock};

pub(crate) struct WakeSink(Arc<Mutex<Option<Waker>>>);

impl WakeSink {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Mutex::new(None)))
    }

    pub(crate) fn source(&self) -> WakeSource {
        WakeSource(Arc::clone(&self.0))
    }

    pub(crate) fn register(&mut self, waker: &Waker) {
        let previous = lock(&self.0).replace(waker.clone());
        drop(previous);
    }
}

pub(crate) struct WakeSource(Arc<Mutex<Option<Waker>>>);

impl WakeSource {
    pub(crate) fn notify(&self) {
        let waker = lock(&self.0).take();
        waker.into_iter().for_each(Waker::wake);
    }
}
