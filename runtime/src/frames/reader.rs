//! The stream's end of the ring.

use std::panic::resume_unwind;
use std::task::{Context, Poll};

use crate::realtime::lane::by_link;
use crate::realtime::link::{Errors, Link};
use crate::realtime::parked::Parked;
use crate::subscription::{Lane, Pulled};
use crate::sync::{Arc, Mutex, lock};

use super::frame::{Frame, FrameItem, Pool};
use super::ring::RingReader;

/// Reads what the writer and the error senders deliver.
pub(super) struct FrameReader<T, I, F: FrameItem<T, I>> {
    pub(super) ring: RingReader<T, I>,
    pub(super) errors: Arc<Mutex<Errors<F::Error>>>,
    pub(super) wake: Parked,
    pub(super) link: Arc<Link>,
    pub(super) pool: Arc<Pool<T>>,
}

impl<T: Copy, I, F: FrameItem<T, I>> FrameReader<T, I, F> {
    /// What comes next: frames and errors in the order in which they came, then the end.
    fn pop(&mut self) -> Option<Option<Pulled<F>>> {
        let mut errors = lock(&self.errors);
        // Asked first: what was delivered before the end is then found. A block that was passed on
        // while something ended the stream may have been taken already: then it came before.
        let end = self.link.ended_at();
        let position = end.unwrap_or_else(|| self.link.position());
        // What is in the ring but not delivered may turn out to come after the end.
        let block = self.ring.next_position().filter(|next| *next < position);
        let error = errors.lane.pop_before(match (block, end) {
            (Some(next), _) => next,
            // What was lost comes before the error that ended the stream.
            (None, Some(end)) if self.ring.lost_before(end) => end - 1,
            (None, _) => u64::MAX,
        });
        let waiting = !errors.lane.is_empty();
        drop(errors);
        if let Some((error, note)) = error {
            return Some(Some(Pulled::Error(F::from_error(error), note)));
        }
        let block = block.and_then(|_| self.ring.pop(|| self.pool.take()));
        if let Some(block) = block.or_else(|| self.ring.pop_loss(end?)) {
            let frame = Frame::new(block, &self.pool);
            return Some(Some(Pulled::Item(F::from_frame(frame))));
        }
        if end.is_none() || waiting {
            return None;
        }
        match self.link.take_panic() {
            Some(payload) => resume_unwind(payload),
            None => Some(None),
        }
    }
}

impl<T: Copy, I, F: FrameItem<T, I>> Lane for FrameReader<T, I, F> {
    type Item = F;

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Pulled<F>>> {
        self.link.threads.polled();
        if let Some(pulled) = self.pop() {
            return Poll::Ready(pulled);
        }
        self.wake.for_samples(cx.waker());
        self.pop().map_or(Poll::Pending, Poll::Ready)
    }

    by_link!(F::Error);
}
