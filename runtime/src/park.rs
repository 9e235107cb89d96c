//! Parking a task on data under a lock.

use std::task::{Context, Poll, Waker};

use crate::panics::contain;
use crate::sync::{Mutex, lock};

/// Data with a place for the waker of the one task that waits for it.
pub(crate) trait Parked {
    /// Where the waker is kept while the task is parked.
    fn waker(&mut self) -> &mut Option<Waker>;
}

/// Takes what is ready, or leaves the task's newest waker for whoever makes something ready.
///
/// Cloning and dropping a waker is foreign code, so neither is done with the lock held. Between
/// the two locks only the other side acts, and the second look sees all it did.
pub(crate) fn poll_parked<S: Parked, R>(
    mutex: &Mutex<S>,
    cx: &mut Context<'_>,
    mut take: impl FnMut(&mut S) -> Option<R>,
) -> Poll<R> {
    {
        let mut data = lock(mutex);
        if let Some(ready) = take(&mut data) {
            return Poll::Ready(ready);
        }
        if data
            .waker()
            .as_ref()
            .is_some_and(|known| known.will_wake(cx.waker()))
        {
            return Poll::Pending;
        }
    }
    let waker = cx.waker().clone();
    let mut data = lock(mutex);
    if let Some(ready) = take(&mut data) {
        drop(data);
        return Poll::Ready(ready);
    }
    let previous = data.waker().replace(waker);
    drop(data);
    drop(previous);
    Poll::Pending
}

/// Wakes a task from inside a callback: a waker that panics harms nobody.
pub(crate) fn wake(waker: Option<Waker>) {
    if let Some(waker) = waker {
        contain(|| waker.wake());
    }
}
