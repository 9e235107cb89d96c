//! Rings that wake nobody, put together with a waker: what a careful person writes by hand.

use std::sync::Arc;

use diatomic_waker::WakeSource;
use spmc_waker::SpmcWaker;

/// What wakes the task that reads.
pub(crate) trait Wake {
    fn wake(&self);
}

impl Wake for WakeSource {
    fn wake(&self) {
        self.notify();
    }
}

impl Wake for Arc<SpmcWaker> {
    fn wake(&self) {
        self.wake_cold();
    }
}

/// The writing end of a ring. It wakes the reader when it is dropped, too.
pub(crate) struct Woken<R, W: Wake> {
    ring: Option<R>,
    reader: W,
}

impl<R, W: Wake> Woken<R, W> {
    pub(crate) fn new(ring: R, reader: W) -> Self {
        Self {
            ring: Some(ring),
            reader,
        }
    }

    pub(crate) fn write(&mut self, write: impl FnOnce(&mut R)) {
        write(self.ring.as_mut().expect("it is taken only when dropped"));
        self.reader.wake();
    }
}

impl<R, W: Wake> Drop for Woken<R, W> {
    fn drop(&mut self) {
        self.ring = None;
        self.reader.wake();
    }
}
