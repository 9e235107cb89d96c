//! Waiting for a future on a thread that has nothing else to do.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake};

use crate::sync::{Condvar, Mutex, lock, wait};

/// Runs the future to its end on the calling thread, which sleeps while the future waits.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let alarm = Arc::new(Alarm {
        rings: Mutex::new(false),
        rung: Condvar::new(),
    });
    let waker = Arc::clone(&alarm).into();
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
        alarm.sleep();
    }
}

/// Wakes one thread. (To unpark a thread would do, if the future never parked it.)
struct Alarm {
    rings: Mutex<bool>,
    rung: Condvar,
}

impl Alarm {
    /// Sleeps until it rings, or returns at once if it did.
    fn sleep(&self) {
        let mut rings = lock(&self.rings);
        while !*rings {
            rings = wait(&self.rung, rings);
        }
        *rings = false;
    }
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        *lock(&self.rings) = true;
        self.rung.notify_one();
    }
}
