//! The two ends of a stream's queue.

use std::ops::DerefMut;
use std::panic::resume_unwind;
use std::task::{Context, Poll, Waker};

use crate::errors::{self, ErrorHost};
use crate::panics::{Payload, discard};
use crate::park::{poll_parked, wake};
use crate::quick::Quick;
use crate::reply::{self, Asked, Reply};
use crate::subscription::{Lane, Pulled};
use crate::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use crate::sync::{Arc, CachePadded, Deadline, Lock};
use crate::threads::{Inside, Threads};
use crate::ticker::{Bell, Ticket};
use crate::wake::Wake;

use super::buffer::Outbox;
use super::cursor::Cursor;
use super::options::StreamOptions;
use super::queue::{Alarm, Found, Leftover, Lost, Queue};
use super::room::Room;

/// What emitters and stream share.
pub(super) struct Channel<T> {
    queue: CachePadded<Quick<Queue<T>>>,
    /// What the consumer takes without the queue's lock, where callbacks have to know.
    room: Room,
    counted: bool,
    /// Whether nothing that comes is kept: what a callback may know before it goes to any trouble.
    deaf: AtomicBool,
    emitters: AtomicUsize,
    threads: Threads,
    /// Where the task parks if callbacks leave it to the ticker to wake it.
    ticket: Option<Ticket<Bell>>,
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
            queue: CachePadded(Quick::new(Queue::new(options, show_missing))),
            room: Room::new(),
            counted: options.policy().counts(),
            deaf: AtomicBool::new(false),
            emitters: AtomicUsize::new(emitters),
            threads: Threads::new(),
            ticket: match options.wakes() {
                Wake::Tick(interval) => Some(Ticket::new(interval, Bell::new())),
                Wake::Direct | Wake::Every(_) => None,
            },
        })
    }

    pub(super) fn lock(&self) -> impl DerefMut<Target = Queue<T>> {
        self.queue.0.lock()
    }

    pub(super) fn enter(&self) -> Inside {
        self.threads.enter()
    }

    /// The calling thread listens.
    pub(super) fn polled(&self) {
        self.threads.polled();
    }

    /// Whether nothing that comes is kept.
    pub(super) fn is_deaf(&self) -> bool {
        // ORDERING: acquire pairs with the release of who ended the stream. Who misses it is told
        // under the lock.
        self.deaf.load(Ordering::Acquire)
    }

    pub(super) fn emit(&self, item: T) -> bool {
        self.emit_until(item, Deadline::Never)
    }

    /// Waits for room, where that is the policy, until the deadline.
    pub(super) fn emit_until(&self, item: T, deadline: Deadline) -> bool {
        let mut queue = self.lock();
        if !queue.is_clear() {
            return self.emit_slowly(queue, item, deadline);
        }
        queue.push(item);
        if queue.is_due() {
            self.announce(queue);
        }
        true
    }

    /// Emits what finds the stream ended, or the buffer full or too small, as far as that is known.
    #[cold]
    fn emit_slowly(
        &self,
        mut queue: impl DerefMut<Target = Queue<T>>,
        item: T,
        deadline: Deadline,
    ) -> bool {
        if !queue.must_wait(&self.room) || self.threads.is_consumer() {
            return self.emit_over(queue, item, false);
        }
        drop(queue);
        self.emit_blocked(item, deadline)
    }

    fn emit_over(
        &self,
        mut queue: impl DerefMut<Target = Queue<T>>,
        item: T,
        waited: bool,
    ) -> bool {
        // What waited when the consumer closed is one item a thread; what comes after that could
        // be any number.
        if queue.refuses() || (!waited && queue.lets_go(&self.room)) {
            drop(queue);
            discard(item);
            return false;
        }
        let lost = queue.push_over(item, &self.room);
        if queue.is_due() {
            self.announce(queue);
        } else {
            drop(queue);
        }
        discard(lost);
        true
    }

    /// Emits when there is room.
    fn emit_blocked(&self, item: T, deadline: Deadline) -> bool {
        while !deadline.has_passed() {
            self.room
                .wait(deadline, || self.lock().must_wait(&self.room));
            let mut queue = self.lock();
            if !queue.must_wait(&self.room) {
                return self.emit_over(queue, item, true);
            }
        }
        self.lock().give_up();
        discard(item);
        false
    }

    /// Wakes the task, or has it woken.
    #[cold]
    fn announce(&self, mut queue: impl DerefMut<Target = Queue<T>>) {
        let alarm = queue.come_due();
        drop(queue);
        match alarm {
            Alarm::Wake(waker) => self.wake(waker),
            Alarm::Ring => self.bells().for_each(Bell::ring),
        }
    }

    /// Wakes the task by the waker that it left in the queue, or else with the ticker.
    fn wake(&self, waker: Option<Waker>) {
        wake(waker);
        self.bells().for_each(Bell::wake);
    }

    fn bells(&self) -> impl Iterator<Item = &Bell> {
        self.ticket.iter().map(Ticket::lane)
    }

    /// Takes what is ready, or parks the task.
    fn poll<R>(
        &self,
        cx: &mut Context<'_>,
        mut take: impl FnMut(&mut Queue<T>) -> Option<R>,
    ) -> Poll<R> {
        let Some(ticket) = &self.ticket else {
            return poll_parked(&self.queue.0, cx, take);
        };
        if let Some(ready) = take(&mut self.lock()) {
            return Poll::Ready(ready);
        }
        ticket.wait(cx.waker());
        let mut queue = self.lock();
        match take(&mut queue) {
            Some(ready) => Poll::Ready(ready),
            None => {
                queue.listen();
                Poll::Pending
            }
        }
    }

    /// A question to the consumer.
    pub(super) fn question<R>(&self) -> (Reply<R>, Asked<R>) {
        reply::question(self.lock().desk())
    }

    /// When to stop waiting for an answer: at once where it could only come from this thread.
    pub(super) fn patience(&self, deadline: Deadline) -> Deadline {
        match self.threads.must_answer() {
            true => Deadline::Passed,
            false => deadline,
        }
    }

    /// Lets go on who waits for room or for an answer.
    fn dismiss(&self) {
        let desk = self.lock().desk.clone();
        if let Some(desk) = desk {
            desk.close();
        }
        self.room.admit_all();
    }

    /// Wakes the task for what can't wait for its turn.
    pub(super) fn alert(&self) {
        let waker = self.lock().alarm();
        self.wake(waker);
    }

    pub(super) fn fail(&self, error: T) {
        errors::fail(&self.queue.0, error);
        self.alert();
    }

    pub(super) fn fail_fatal(&self, error: T) {
        errors::fail_fatal(&self.queue.0, error);
        self.finish();
    }

    pub(super) fn panicked(&self, payload: Payload) {
        let refused = self.lock().resume_later(payload);
        self.finish();
        discard(refused);
    }

    pub(super) fn end(&self) {
        self.lock().end();
        self.finish();
    }

    /// Tells everybody that the stream has ended.
    fn finish(&self) {
        self.deaf.store(true, Ordering::Release);
        let waker = self.lock().alarm();
        self.room.admit_all();
        self.wake(waker);
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
pub(super) struct Receiver<T> {
    channel: Arc<Channel<T>>,
    cursor: Cursor<T>,
}

impl<T> Receiver<T> {
    pub(super) fn new(channel: Arc<Channel<T>>) -> Self {
        let cursor = Cursor::new(channel.lock().room());
        Self { channel, cursor }
    }

    pub(super) fn channel(&self) -> &Arc<Channel<T>> {
        &self.channel
    }

    /// How many items wait.
    pub(super) fn backlog(&self) -> usize {
        self.channel.lock().len() + self.cursor.len()
    }

    fn took(&self) {
        if self.channel.counted {
            self.channel.room.took();
        }
    }

    #[cold]
    fn poll_queue(&mut self, cx: &mut Context<'_>) -> Poll<Option<Pulled<T>>> {
        let Self { channel, cursor } = self;
        while cursor.prepare() {
            let found = cursor.look(&mut channel.lock());
            if let Some(found) = found {
                return Poll::Ready(self.deliver(found));
            }
        }
        let found = channel.poll(cx, |queue| cursor.look(queue));
        found.map(|found| self.deliver(found))
    }

    fn deliver(&self, found: Found<T>) -> Option<Pulled<T>> {
        match found {
            Found::Item(item) => {
                self.took();
                Some(Pulled::Item(item))
            }
            Found::Error(error, note) => Some(Pulled::Error(error, note)),
            Found::Missing(count, show) => Some(Pulled::Item(show(count))),
            Found::Panic(payload) => resume_unwind(payload),
            Found::End => None,
        }
    }
}

impl<T> Lane for Receiver<T> {
    type Item = T;
    type Leftover = (Leftover<T>, Outbox<T>, Option<Waker>);

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Pulled<T>>> {
        self.channel.polled();
        match self.cursor.next() {
            Some(item) => {
                self.took();
                Poll::Ready(Some(Pulled::Item(item)))
            }
            None => self.poll_queue(cx),
        }
    }

    fn poll_released(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.channel.polled();
        self.channel.poll(cx, |_| {
            // ORDERING: acquire pairs with the release of the last emitter.
            (self.channel.emitters.load(Ordering::Acquire) == 0).then_some(())
        })
    }

    fn threads(&self) -> &Threads {
        &self.channel.threads
    }

    fn has_ended(&self) -> bool {
        // ORDERING: acquire pairs with the release of the last emitter.
        let released = self.channel.emitters.load(Ordering::Acquire) == 0;
        let queue = self.channel.lock();
        released || (queue.ended && !queue.panicked)
    }

    fn hang_up(&self) {
        self.channel.lock().closing = true;
        self.channel.dismiss();
    }

    fn detach(&self) {
        let mut queue = self.channel.lock();
        let key = queue.key.take_if(|key| key.is_over_when_stopped());
        drop(queue);
        drop(key);
    }

    fn shut(&mut self) -> Self::Leftover {
        let leftover = self.channel.lock().shut();
        self.channel.deaf.store(true, Ordering::Release);
        self.channel.dismiss();
        let parked = self.channel.bells().find_map(Bell::leave);
        (leftover, self.cursor.shut(), parked)
    }
}
