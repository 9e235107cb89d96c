//! The task's end of the ring.

use std::mem;
use std::panic::resume_unwind;
use std::task::{Context, Poll, ready};

use crate::realtime::lane::by_link;
use crate::realtime::link::{Errors, Link};
use crate::realtime::parked::Parked;
use crate::subscription::{Lane, Pulled};
use crate::sync::spsc::Producer;
use crate::sync::{Arc, Mutex, lock};

use super::FeedError;

/// Writes what the reader takes. As a [`Lane`], it brings the API's errors.
pub(super) struct FeedWriter<T, E> {
    pub(super) ring: Producer<T>,
    pub(super) errors: Arc<Mutex<Errors<E>>>,
    pub(super) wake: Parked,
    pub(super) link: Arc<Link>,
    /// How many samples went into the ring.
    pub(super) written: u64,
    /// What the sink accepted and found no room for.
    pub(super) waiting: Vec<T>,
    /// Whether the fatal error has been looked for.
    pub(super) told: bool,
}

impl<T: Copy, E> FeedWriter<T, E> {
    /// Whether nothing more is taken.
    fn is_over(&self) -> bool {
        self.link.has_left() || self.link.is_closed()
    }

    /// Why nothing more is taken, if that is so.
    pub(super) fn check(&mut self) -> Result<(), FeedError<E>> {
        if !self.is_over() {
            return Ok(());
        }
        if let Some(payload) = self.link.take_panic() {
            resume_unwind(payload);
        }
        // The fatal error is the newest. `next_error` may have taken it, with all that came before.
        let failed = self.link.has_failed() && !mem::replace(&mut self.told, true);
        let error = failed.then(|| lock(&self.errors).lane.pop_newest());
        Err(error
            .flatten()
            .map_or(FeedError::Closed, |(error, _)| FeedError::Failed(error)))
    }

    /// Writes as much as there is room for.
    pub(super) fn push(&mut self, data: &mut &[T]) {
        let (pushed, rest) = self.ring.push_partial_slice(data);
        if !pushed.is_empty() {
            self.written += pushed.len() as u64;
            self.link.notify_callback();
        }
        *data = rest;
    }

    /// Whether all that was written has been taken.
    fn is_drained(&self) -> bool {
        self.link.position() == self.written
    }

    /// Looks, parks the task, and looks again.
    fn poll_until(
        &mut self,
        cx: &mut Context<'_>,
        mut step: impl FnMut(&mut Self) -> Result<bool, FeedError<E>>,
    ) -> Poll<Result<(), FeedError<E>>> {
        self.link.threads.polled();
        if step(self)? {
            return Poll::Ready(Ok(()));
        }
        self.wake.for_samples(cx.waker());
        match step(self)? {
            true => Poll::Ready(Ok(())),
            false => Poll::Pending,
        }
    }

    /// Writes what the sink still holds.
    pub(super) fn poll_waiting(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), FeedError<E>>> {
        self.poll_until(cx, |writer| {
            writer.check()?;
            let waiting = mem::take(&mut writer.waiting);
            let mut rest = &waiting[..];
            writer.push(&mut rest);
            let gone = waiting.len() - rest.len();
            writer.waiting = waiting;
            writer.waiting.drain(..gone);
            Ok(writer.waiting.is_empty())
        })
    }

    pub(super) fn poll_write(
        &mut self,
        cx: &mut Context<'_>,
        data: &mut &[T],
    ) -> Poll<Result<(), FeedError<E>>> {
        ready!(self.poll_waiting(cx))?;
        self.poll_until(cx, |writer| {
            writer.check()?;
            writer.push(data);
            Ok(data.is_empty())
        })
    }

    pub(super) fn poll_drain(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), FeedError<E>>> {
        if !self.waiting.is_empty() {
            ready!(self.poll_waiting(cx))?;
        }
        self.poll_until(cx, |writer| {
            // Asked before: an API that took everything before it ended has failed nobody.
            let is_over = writer.is_over();
            let is_drained = writer.is_drained();
            if is_over && !is_drained {
                writer.check()?;
            }
            Ok(is_drained)
        })
    }
}

impl<T, E> Lane for FeedWriter<T, E> {
    type Item = E;

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Pulled<E>>> {
        let next = |lane: &Self| {
            // Asked before the lane is looked at: what came before the end is then found.
            let finished = lane.link.is_finished();
            let error = lock(&lane.errors).lane.pop_before(u64::MAX);
            match error {
                Some((error, note)) => Some(Some(Pulled::Error(error, note))),
                None if !finished || !lock(&lane.errors).lane.is_empty() => None,
                None => match lane.link.take_panic() {
                    Some(payload) => resume_unwind(payload),
                    None => Some(None),
                },
            }
        };
        self.link.threads.polled();
        if let Some(pulled) = next(self) {
            return Poll::Ready(pulled);
        }
        self.wake.for_others(cx.waker());
        next(self).map_or(Poll::Pending, Poll::Ready)
    }

    by_link!(E);
}
