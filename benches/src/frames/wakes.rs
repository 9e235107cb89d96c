//! How often a task is woken.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Wake, Waker};

/// A waker that counts, and passes the wake on.
struct Counting {
    task: Waker,
    wakes: Arc<AtomicU64>,
}

impl Wake for Counting {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.wakes.fetch_add(1, Ordering::Relaxed);
        self.task.wake_by_ref();
    }
}

/// Runs a future, and counts how often it is woken.
pub(super) async fn counted(future: impl Future<Output = ()>) -> u64 {
    let wakes = Arc::new(AtomicU64::new(0));
    let mut future = pin!(future);
    // The task stays the same as long as the future is not moved to another one.
    let mut waker: Option<Waker> = None;
    poll_fn(|context| {
        let waker = waker.get_or_insert_with(|| {
            Waker::from(Arc::new(Counting {
                task: context.waker().clone(),
                wakes: Arc::clone(&wakes),
            }))
        });
        future.as_mut().poll(&mut Context::from_waker(waker))
    })
    .await;
    wakes.load(Ordering::Relaxed)
}
