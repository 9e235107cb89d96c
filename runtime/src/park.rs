//! Parking a task on data under a lock.

use std::task::{Context, Poll, Waker};

use crate::panics::contain;
use crate::sync::Lock;

/// Data with a place for the waker of the one task that waits for it.
pub(crate) trait Parked {
    /// The waker that was left.
    fn waker(&self) -> Option<&Waker>;
    /// Leaves a waker. Returns the one it takes the place of.
    fn park(&mut self, waker: Waker) -> Option<Waker>;
}

/// Takes what is ready, or leaves the task's newest waker for whoever makes something ready.
///
/// Cloning and dropping a waker is foreign code, so neither is done with the lock held. Between
/// the two locks only the other side acts, and the second look sees all it did.
pub(crate) fn poll_parked<L: Lock<Data: Parked>, R>(
    shared: &L,
    cx: &mut Context<'_>,
    mut take: impl FnMut(&mut L::Data) -> Option<R>,
) -> Poll<R> {
    {
        let mut data = shared.lock();
        if let Some(ready) = take(&mut data) {
            return Poll::Ready(ready);
        }
        if data
            .waker()
            .is_some_and(|known| known.will_wake(cx.waker()))
        {
            return Poll::Pending;
        }
    }
    let waker = cx.waker().clone();
    let mut data = shared.lock();
    if let Some(ready) = take(&mut data) {
        drop(data);
        return Poll::Ready(ready);
    }
    let previous = data.park(waker);
    drop(data);
    drop(previous);
    Poll::Pending
}

/// Wakes a task from inside a callback: a waker that panics harms nobody.
#[inline]
pub(crate) fn wake(waker: Option<Waker>) {
    if let Some(waker) = waker {
        contain(|| waker.wake());
    }
}
