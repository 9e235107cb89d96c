//! rtrb, with a waker.

use std::sync::Arc;

use diatomic_waker::{WakeSink, WakeSource};
use rtrb::{Consumer, PopError, Producer, RingBuffer};
use spmc_waker::SpmcWaker;

use super::bounded::insist;
use super::{LIMIT, channel};
use crate::measure::Candidate;
use crate::wake::Woken;

/// The next value, or that there is none any more.
fn pop(ring: &mut Consumer<u64>) -> Option<Option<u64>> {
    match ring.pop() {
        Ok(value) => Some(Some(value)),
        Err(PopError::Empty) if ring.is_abandoned() => Some(ring.pop().ok()),
        Err(PopError::Empty) => None,
    }
}

fn push(ring: &mut Producer<u64>, value: u64) {
    insist(|| ring.push(value).is_ok());
}

channel! {
    RtrbDiatomic = Candidate::peer("rtrb + diatomic-waker");
    Woken<Producer<u64>, WakeSource>, (Consumer<u64>, WakeSink) = {
        let (producer, consumer) = RingBuffer::new(LIMIT);
        let sink = WakeSink::new();
        (Woken::new(producer, sink.source()), (consumer, sink))
    };
    send: |sender, value| {
        sender.write(|ring| push(ring, value));
    };
    receive: |receiver| {
        let (ring, sink) = receiver;
        sink.wait_until(|| pop(ring)).await
    };
}

channel! {
    RtrbSpmc = Candidate::peer("rtrb + spmc-waker");
    Woken<Producer<u64>, Arc<SpmcWaker>>, (Consumer<u64>, Arc<SpmcWaker>) = {
        let (producer, consumer) = RingBuffer::new(LIMIT);
        let waker = Arc::new(SpmcWaker::new());
        (Woken::new(producer, Arc::clone(&waker)), (consumer, waker))
    };
    send: |sender, value| {
        sender.write(|ring| push(ring, value));
    };
    receive: |receiver| {
        let (ring, waker) = receiver;
        waker.wait_until(|_registered| pop(ring)).await
    };
}
