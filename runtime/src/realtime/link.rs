//! What the two ends of a realtime lane share besides the samples.

use crate::errors::{ErrorHost, ErrorLane, Standing};
use crate::ffi::Attached;
use crate::panics::{Payload, catch, discard};
use crate::sync::atomic::{AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use crate::sync::waker::WakeSource;
use crate::sync::{Arc, CachePadded, Mutex, lock};
use crate::threads::Threads;
use crate::wake::Wake;

/// Nothing more is delivered.
const ENDED: u8 = 1;
/// It ended by a panic of code inside a callback: the API knows nothing of that.
const PANICKED: u8 = 2;
/// The consumer is stopping the API; what comes is still kept.
const CLOSING: u8 = 4;
/// The consumer is gone.
const CLOSED: u8 = 8;
/// It ended by an error, which is the newest in its lane.
const FAILED: u8 = 16;
/// The end that moves the samples was dropped, whatever of the API is left.
const LEFT: u8 = 32;

/// No position: nothing has ended.
const OPEN: u64 = u64::MAX;

/// The shared state. Its locks are taken only for a panic, and by the consumer.
pub(crate) struct Link {
    progress: CachePadded<Progress>,
    state: AtomicU8,
    /// What the API can call back with: the samples' end and the error senders.
    producers: AtomicUsize,
    /// How many samples had been passed on when something ended the lane, first of all. [`OPEN`]
    /// until then.
    end: AtomicU64,
    panic: Mutex<Option<Payload>>,
    /// The key that C calls back by.
    key: Mutex<Option<Attached>>,
    /// When samples wake the consumer.
    when: Wake,
    /// Of the consumer.
    wake: WakeSource,
    /// Of a callback that waits for the consumer, where there is such.
    wake_callback: Option<WakeSource>,
    pub(crate) threads: Threads,
}

/// What the end that moves the samples counts, alone: so it needs no read-modify-write, which would
/// have to wait until the samples before it are out of the processor's store buffer.
struct Progress {
    /// How many samples were passed on: written to the ring, or found no room; or taken out of it.
    position: AtomicU64,
    /// How many of them found no room.
    lost: AtomicU64,
    /// How many calls there were since one has woken the consumer.
    calls: AtomicU32,
}

/// Adds to a counter that nobody else writes.
pub(crate) fn advance(counter: &AtomicU64, by: usize, order: Ordering) {
    counter.store(counter.load(Ordering::Relaxed) + by as u64, order);
}

impl Link {
    pub(crate) fn new(
        when: Wake,
        wake: WakeSource,
        wake_callback: Option<WakeSource>,
    ) -> Arc<Self> {
        Arc::new(Self {
            progress: CachePadded(Progress {
                position: AtomicU64::new(0),
                lost: AtomicU64::new(0),
                calls: AtomicU32::new(0),
            }),
            state: AtomicU8::new(0),
            producers: AtomicUsize::new(0),
            end: AtomicU64::new(OPEN),
            panic: Mutex::new(None),
            key: Mutex::new(None),
            when,
            wake,
            wake_callback,
            threads: Threads::new(),
        })
    }

    // ORDERING: a set flag is released and read with acquire, so that who sees the end sees what
    // was delivered before it.
    fn has(&self, flags: u8) -> bool {
        self.state.load(Ordering::Acquire) & flags != 0
    }

    /// Whatever is set, a callback that waits has waited long enough.
    fn set(&self, flags: u8) {
        self.state.fetch_or(flags, Ordering::AcqRel);
        self.notify_callback();
    }

    /// Whether nothing that comes is kept.
    pub(crate) fn refuses(&self) -> bool {
        self.has(ENDED | CLOSED)
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.has(ENDED | CLOSED | CLOSING)
    }

    pub(crate) fn hang_up(&self) {
        self.set(CLOSING);
    }

    /// The consumer is gone, and takes along the panic it has not seen.
    pub(crate) fn shut(&self) -> Option<Payload> {
        self.set(CLOSED);
        self.take_panic()
    }

    pub(crate) fn is_released(&self) -> bool {
        // ORDERING: acquire pairs with the release of the last producer.
        self.producers.load(Ordering::Acquire) == 0
    }

    /// Whether the consumer will find nothing beyond what is buffered.
    pub(crate) fn is_finished(&self) -> bool {
        self.has(ENDED) || self.is_released()
    }

    /// Whether the API, or a panic in its callback, has ended the lane.
    pub(crate) fn is_over(&self) -> bool {
        self.has(ENDED)
    }

    /// The API's end of the samples is dropped.
    pub(crate) fn leave(&self) {
        self.set(LEFT);
        self.notify();
    }

    /// Whether the API passes on no more samples.
    pub(crate) fn has_left(&self) -> bool {
        self.has(ENDED | LEFT)
    }

    /// Whether the end was an error.
    pub(crate) fn has_failed(&self) -> bool {
        self.has(FAILED)
    }

    pub(crate) fn has_ended(&self) -> bool {
        (self.has(ENDED) && !self.has(PANICKED)) || self.is_released()
    }

    /// Ends the lane, if nothing has yet. Returns the position of the end: what is passed on just
    /// now may come before or after it, but what came before this call does not come after it.
    fn end(&self, why: u8) -> u64 {
        let position = self.position();
        // ORDERING: relaxed, the flag that is set next releases it.
        let first = self
            .end
            .compare_exchange(OPEN, position, Ordering::Relaxed, Ordering::Relaxed);
        self.set(why | ENDED);
        first.err().unwrap_or(position)
    }

    /// Where the lane has ended, once it has.
    pub(crate) fn ended_at(&self) -> Option<u64> {
        // Asked in this order: who is released has set the flag, if that was to be set.
        let released = self.is_released();
        if self.has(ENDED) {
            // ORDERING: relaxed, the flag was read with acquire.
            return Some(self.end.load(Ordering::Relaxed));
        }
        released.then(|| self.position())
    }

    /// Ends the stream, as the API said.
    pub(crate) fn finish(&self) {
        if !self.refuses() {
            self.end(0);
        }
    }

    /// Ends the stream with a panic for the consumer, if it still listens.
    pub(crate) fn resume_later(&self, payload: Payload) {
        let mut panic = lock(&self.panic);
        // Asked under the lock, which the consumer takes after it has left.
        if self.refuses() {
            drop(panic);
            discard(payload);
            return;
        }
        self.end(PANICKED);
        *panic = Some(payload);
        drop(panic);
        self.notify();
    }

    /// Runs what answers the API, also when nobody listens.
    pub(crate) fn reply<R>(&self, reply: impl FnOnce() -> R) -> Option<R> {
        let _inside = self.threads.enter();
        let panicked = |payload| self.resume_later(payload);
        catch(reply).map_err(panicked).ok()
    }

    /// Keeps the key until the consumer has left.
    pub(crate) fn attach(&self, key: Attached) {
        let previous = lock(&self.key).replace(key);
        drop(previous);
    }

    /// The API has been stopped.
    pub(crate) fn detach(&self) {
        let key = lock(&self.key).take_if(|key| key.is_over_when_stopped());
        drop(key);
    }

    pub(crate) fn take_key(&self) -> Option<Attached> {
        lock(&self.key).take()
    }

    pub(crate) fn take_panic(&self) -> Option<Payload> {
        lock(&self.panic).take()
    }

    /// Wakes the consumer.
    pub(crate) fn notify(&self) {
        self.wake.notify();
    }

    /// Wakes the callback, if it waits: that unparks its thread, and runs no code of others'.
    pub(crate) fn notify_callback(&self) {
        if let Some(wake) = &self.wake_callback {
            wake.notify();
        }
    }

    /// Passes on samples, or the loss of them. Only the end that moves them calls this. Returns whether
    /// they come before the end, as far as that is known: who ends the lane just now may not be seen.
    ///
    /// ORDERING: released and read with acquire, so that who sees a position finds the block, or the
    /// note of a loss, that comes before it.
    pub(crate) fn deliver(&self, samples: usize) -> bool {
        advance(&self.progress.0.position, samples, Ordering::Release);
        !self.has(ENDED) || self.position() <= self.end.load(Ordering::Relaxed)
    }

    /// Wakes the consumer for samples that were delivered, if that is for the callback to do.
    /// `urgent` tells whether the ring is left without room for another block, or empty: then the next
    /// call could do nothing.
    pub(crate) fn announce(&self, urgent: impl FnOnce() -> bool) {
        match self.when {
            Wake::Direct => self.notify(),
            Wake::Every(calls) => {
                // ORDERING: relaxed, nobody else counts.
                let counted = self.progress.0.calls.load(Ordering::Relaxed) + 1;
                let due = counted >= calls || urgent();
                let count = if due { 0 } else { counted };
                self.progress.0.calls.store(count, Ordering::Relaxed);
                if due {
                    self.notify();
                }
            }
            Wake::Tick(_) => {}
        }
    }

    pub(crate) fn position(&self) -> u64 {
        self.progress.0.position.load(Ordering::Acquire)
    }

    // ORDERING: relaxed, the counter guards nothing.
    pub(crate) fn lose(&self, samples: usize) {
        advance(&self.progress.0.lost, samples, Ordering::Relaxed);
    }

    pub(crate) fn lost(&self) -> u64 {
        self.progress.0.lost.load(Ordering::Relaxed)
    }

    pub(crate) fn add_producer(&self) {
        // ORDERING: relaxed, because whoever adds one holds the link.
        self.producers.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn remove_producer(&self) {
        let _inside = self.threads.enter();
        // ORDERING: acquire-release, so that who sees zero sees all that was delivered.
        if self.producers.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.notify();
        }
    }
}

/// The lane for errors, off the data path.
pub(crate) struct Errors<E> {
    pub(crate) lane: ErrorLane<E>,
    link: Arc<Link>,
}

impl<E> Errors<E> {
    pub(crate) fn new(link: Arc<Link>) -> Arc<Mutex<Self>> {
        Arc::new(Mutex::new(Self {
            lane: ErrorLane::new(),
            link,
        }))
    }
}

impl<E> ErrorHost for Errors<E> {
    type Error = E;

    fn errors(&mut self) -> &mut ErrorLane<E> {
        &mut self.lane
    }

    fn standing(&self) -> Standing {
        if self.link.has(CLOSED) {
            Standing::Gone
        } else if self.link.has(ENDED) {
            Standing::Ended
        } else {
            Standing::Open {
                position: self.link.position(),
            }
        }
    }

    fn end(&mut self) -> u64 {
        self.link.end(FAILED)
    }
}
