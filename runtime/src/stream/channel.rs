//! The two ends of a stream's queue.

use std::panic::resume_unwind;
use std::task::{Context, Poll};
use std::time::Instant;

use crate::errors::{self, ErrorHost};
use crate::panics::{Payload, discard};
use crate::park::{poll_parked, wake};
use crate::reply::{self, Asked, Reply, has_passed};
use crate::subscription::{Lane, Pulled};
use crate::sync::atomic::{AtomicUsize, Ordering};
use crate::sync::{Arc, Condvar, Mutex, MutexGuard, lock, wait_until};
use crate::threads::{Inside, Threads};

use super::options::StreamOptions;
use super::queue::{Found, Leftover, Lost, Queue};

/// What emitters and stream share.
pub(super) struct Channel<T> {
    queue: Mutex<Queue<T>>,
    /// Signalled when a blocked callback may go on.
    room: Condvar,
    emitters: AtomicUsize,
    threads: Threads,
}

impl<T> Channel<T> {
    /// A channel with one emitter.
    pub(super) fn new(options: StreamOptions, show_missing: Option<Lost<T>>) -> Arc<Self> {
        Self::with_emitters(1, options, show_missing)
    }

    /// A channel that so many emitters are made for.
    pub(super) fn with_emitters(
        emitters: usize,
        options: StreamOptions,
        show_missing: Option<Lost<T>>,
    ) -> Arc<Self> {
        Arc::new(Self {
            queue: Mutex::new(Queue::new(options, show_missing)),
            room: Condvar::new(),
            emitters: AtomicUsize::new(emitters),
            threads: Threads::new(),
        })
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Queue<T>> {
        lock(&self.queue)
    }

    pub(super) fn enter(&self) -> Inside {
        self.threads.enter()
    }

    pub(super) fn emit(&self, item: T) -> bool {
        self.emit_until(item, None)
    }

    /// Waits for room, where that is the policy, until the deadline.
    pub(super) fn emit_until(&self, item: T, deadline: Option<Instant>) -> bool {
        let mut queue = self.lock();
        let mut waited = false;
        while queue.must_wait() && !self.threads.is_consumer() {
            if has_passed(deadline) {
                queue.give_up();
                drop(queue);
                discard(item);
                return false;
            }
            queue = wait_until(&self.room, queue, deadline);
            waited = true;
        }
        // What waited when the consumer closed is one item a thread; what comes after that could
        // be any number.
        if queue.refuses() || (!waited && queue.lets_go()) {
            drop(queue);
            discard(item);
            return false;
        }
        let lost = queue.push(item);
        let waker = queue.waker.take();
        drop(queue);
        wake(waker);
        discard(lost);
        true
    }

    /// A question to the consumer.
    pub(super) fn question<R>(&self) -> (Reply<R>, Asked<R>) {
        reply::question(self.lock().desk())
    }

    /// When to stop waiting for an answer: at once where it could only come from this thread.
    pub(super) fn patience(&self, deadline: Option<Instant>) -> Option<Instant> {
        match self.threads.must_answer() {
            true => Some(Instant::now()),
            false => deadline,
        }
    }

    /// Lets go on who waits for room or for an answer.
    fn dismiss(&self) {
        let desk = self.lock().desk.clone();
        if let Some(desk) = desk {
            desk.close();
        }
        self.room.notify_all();
    }

    pub(super) fn fail(&self, error: T) {
        errors::fail(&self.queue, error);
        let waker = self.lock().waker.take();
        wake(waker);
    }

    pub(super) fn fail_fatal(&self, error: T) {
        errors::fail_fatal(&self.queue, error);
        self.finish(self.lock());
    }

    pub(super) fn panicked(&self, payload: Payload) {
        let mut queue = self.lock();
        let refused = queue.resume_later(payload);
        self.finish(queue);
        discard(refused);
    }

    pub(super) fn end(&self) {
        let mut queue = self.lock();
        queue.end();
        self.finish(queue);
    }

    fn finish(&self, mut queue: MutexGuard<'_, Queue<T>>) {
        let waker = queue.waker.take();
        drop(queue);
        self.room.notify_all();
        wake(waker);
    }

    pub(super) fn add_emitter(&self) {
        // ORDERING: relaxed, because whoever clones holds an emitter or the stream.
        self.emitters.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn remove_emitter(&self) {
        // ORDERING: acquire-release, so that who sees zero sees all that was emitted.
        if self.emitters.fetch_sub(1, Ordering::AcqRel) == 1 {
            let _inside = self.enter();
            self.end();
        }
    }
}

/// The stream's end.
pub(super) struct Receiver<T>(pub(super) Arc<Channel<T>>);

impl<T> Lane for Receiver<T> {
    type Item = T;
    type Leftover = Leftover<T>;

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Pulled<T>>> {
        self.0.threads.polled();
        poll_parked(&self.0.queue, cx, Queue::pop).map(|found| match found {
            Found::Item(item) => {
                self.0.room.notify_one();
                Some(Pulled::Item(item))
            }
            Found::Error(error, note) => Some(Pulled::Error(error, note)),
            Found::Missing(count, show) => Some(Pulled::Item(show(count))),
            Found::Panic(payload) => resume_unwind(payload),
            Found::End => None,
        })
    }

    fn poll_released(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.0.threads.polled();
        poll_parked(&self.0.queue, cx, |_| {
            // ORDERING: acquire pairs with the release of the last emitter.
            (self.0.emitters.load(Ordering::Acquire) == 0).then_some(())
        })
    }

    fn threads(&self) -> &Threads {
        &self.0.threads
    }

    fn has_ended(&self) -> bool {
        // ORDERING: acquire pairs with the release of the last emitter.
        let released = self.0.emitters.load(Ordering::Acquire) == 0;
        let queue = self.0.lock();
        released || (queue.ended && !queue.panicked)
    }

    fn hang_up(&self) {
        self.0.lock().closing = true;
        self.0.dismiss();
    }

    fn detach(&self) {
        let mut queue = self.0.lock();
        let key = queue.key.take_if(|key| key.is_over_when_stopped());
        drop(queue);
        drop(key);
    }

    fn shut(&mut self) -> Leftover<T> {
        let leftover = self.0.lock().shut();
        self.0.dismiss();
        leftover
    }
}
