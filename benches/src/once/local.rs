//! Everything on one thread.

use std::cell::Cell;
use std::future::Future;
use std::hint::black_box;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use super::Single;
use crate::alloc;
use crate::clock::{between, now};
use crate::measure::Effort;

/// How many calls a sample of a quick run makes.
const CALLS: usize = 100_000;

/// The callback is called inside the initiator: the first poll is ready.
pub(super) fn ready<S: Single>(effort: Effort) -> Vec<f64> {
    each(effort, |call| {
        let future = pin!(S::open(|sender| S::send(sender, black_box(call))));
        assert!(poll(future).is_ready());
    })
}

/// The callback is called after the first poll.
pub(super) fn pending<S: Single>(effort: Effort) -> Vec<f64> {
    each(effort, |call| {
        let kept = Cell::new(None);
        let mut future = pin!(S::open(|sender| kept.set(Some(sender))));
        assert!(poll(future.as_mut()).is_pending());
        S::send(kept.take().expect("the API has started"), black_box(call));
        assert!(poll(future).is_ready());
    })
}

/// How many bytes of the heap a pending call takes, its payload of 8 included, and how many the
/// future itself takes wherever it lies.
pub(super) fn heap<S: Single>(_effort: Effort) -> Vec<f64> {
    const PENDING: usize = 1_000_000;
    S::forget();
    let kept = Cell::new(None);
    let mut senders = Vec::with_capacity(PENDING);
    let mut futures = Vec::with_capacity(PENDING);
    let mut size = 0;
    let before = alloc::held();
    for _ in 0..PENDING {
        let mut future = Box::pin(S::open(|sender| kept.set(Some(sender))));
        size = size_of_val(&*future);
        assert!(poll(future.as_mut()).is_pending());
        senders.push(kept.take().expect("the API has started"));
        futures.push(future);
    }
    let held = alloc::held() - before;
    for sender in senders {
        S::send(sender, 0);
    }
    for mut future in futures {
        assert!(poll(future.as_mut()).is_ready());
    }
    vec![held as f64 / PENDING as f64 - size as f64, size as f64]
}

/// The time and the allocations of a call.
pub(super) fn each(effort: Effort, mut call: impl FnMut(u64)) -> Vec<f64> {
    let calls = (CALLS * effort.scale) as u64;
    let allocations = alloc::allocations();
    let start = now();
    for number in 0..calls {
        call(number);
    }
    let time = between(start, now());
    let allocations = alloc::allocations() - allocations;
    vec![time / calls as f64, allocations as f64 / calls as f64]
}

pub(super) fn poll<T>(future: Pin<&mut impl Future<Output = T>>) -> Poll<T> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}
