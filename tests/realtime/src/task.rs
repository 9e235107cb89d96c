//! A task that is not cheap to wake.

use std::hint::black_box;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

/// Its waker does what those of executors may do: it allocates, and calls the system.
struct Task;

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        drop(black_box(Box::new(1_u8)));
        thread::yield_now();
    }
}

/// Polls a future once, in a task of its own: to wake that allocates, and calls the system.
pub fn poll<F: Future>(future: F) -> Poll<F::Output> {
    let waker = Waker::from(Arc::new(Task));
    pin!(future).poll(&mut Context::from_waker(&waker))
}
