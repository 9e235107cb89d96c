//! Waiting for a future on a thread that has nothing else to do.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake};

use crate::sync::{Condvar, Deadline, Mutex, lock, wait_until};

/// Runs the future to its end on the calling thread, which sleeps while the future waits.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    match block_on_until(future, Deadline::Never) {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!("there is no deadline to pass"),
    }
}

/// [`block_on`] that gives up at the deadline, if there is one. The future is polled at least once.
pub(crate) fn block_on_until<F: Future>(future: F, deadline: Deadline) -> Poll<F::Output> {
    let mut future = pin!(future);
    let alarm = Arc::new(Alarm {
        rings: Mutex::new(false),
        rung: Condvar::new(),
    });
    let waker = Arc::clone(&alarm).into();
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return Poll::Ready(output);
        }
        if !alarm.sleep(deadline) {
            return Poll::Pending;
        }
    }
}

/// Wakes one thread. (To unpark a thread would do, if the future never parked it.)
struct Alarm {
    rings: Mutex<bool>,
    rung: Condvar,
}

impl Alarm {
    /// Sleeps until it rings, or returns at once if it did: whether it has, by the deadline.
    fn sleep(&self, deadline: Deadline) -> bool {
        let mut rings = lock(&self.rings);
        while !*rings {
            if deadline.has_passed() {
                return false;
            }
            rings = wait_until(&self.rung, rings, deadline);
        }
        *rings = false;
        true
    }
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        *lock(&self.rings) = true;
        self.rung.notify_one();
    }
}
