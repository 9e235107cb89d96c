//! What a stream of blocking code and the pool share: the items that were read ahead, and the
//! iterator, which the pool has while it reads and which rests here while there is no room.
//!
//! Tested by `loom_blocking`, `blocking_stream`.

use std::collections::VecDeque;
use std::mem;
// Loom's own can't hold a `dyn`.
use std::sync::Arc;
use std::task::Waker;

use crate::panics::{Payload, catch, discard};
use crate::park::{Parked, wake};
use crate::quick::Quick;
use crate::sync::Lock;

use super::cancelled::{Wanted, while_running};
use super::pool::submit;

pub(super) type Items<T> = Box<dyn Iterator<Item = T> + Send>;

/// What the pool reads.
pub(super) enum Source<T> {
    Unmade(Box<dyn FnOnce() -> Items<T> + Send>),
    Made(Items<T>),
}

/// Where the iterator is.
pub(super) enum Reader<T> {
    /// Here: no thread has anything to do.
    Resting(Source<T>),
    /// With the pool.
    Reading,
    /// Gone. Its panic is there until the consumer has come to it.
    Ended(Option<Payload>),
}

pub(super) struct State<T> {
    /// Read, and not yet taken over by the consumer.
    pub(super) items: VecDeque<T>,
    /// How many the consumer has taken over, and had not passed on when it looked last.
    pub(super) ahead: usize,
    pub(super) reader: Reader<T>,
    /// Whether the iterator has been made.
    pub(super) made: bool,
    /// Whether nobody wants more of it.
    stopped: bool,
    waker: Option<Waker>,
}

impl<T> State<T> {
    /// How many items stand here and with the consumer.
    pub(super) fn standing(&self) -> usize {
        self.items.len() + self.ahead
    }
}

impl<T> Parked for State<T> {
    fn waker(&self) -> Option<&Waker> {
        self.waker.as_ref()
    }

    fn park(&mut self, waker: Waker) -> Option<Waker> {
        self.waker.replace(waker)
    }
}

pub(super) struct Lane<T> {
    /// How many items may stand.
    pub(super) buffer: usize,
    pub(super) state: Quick<State<T>>,
    /// [`hand_over`](Self::hand_over), which only who makes a lane knows to be possible.
    hand_over: fn(Arc<Self>, Source<T>),
}

impl<T: Send + 'static> Lane<T> {
    pub(super) fn new(buffer: usize, source: Source<T>) -> Arc<Self> {
        assert!(buffer > 0, "a stream buffers at least one item");
        let made = matches!(source, Source::Made(_));
        let state = State {
            items: VecDeque::new(),
            ahead: 0,
            reader: Reader::Resting(source),
            made,
            stopped: false,
            waker: None,
        };
        Arc::new(Self {
            buffer,
            state: Quick::new(state),
            hand_over: Self::hand_over,
        })
    }

    /// The pool reads.
    fn hand_over(self: Arc<Self>, source: Source<T>) {
        submit(move || while_running(self.clone(), || self.read(source)));
    }
}

impl<T> Lane<T> {
    pub(super) fn is_stopped(&self) -> bool {
        self.state.lock().stopped
    }

    /// Gives the iterator to the pool, if it rests.
    pub(super) fn start(self: &Arc<Self>) {
        let mut state = self.state.lock();
        if !matches!(state.reader, Reader::Resting(_)) {
            return;
        }
        let reader = mem::replace(&mut state.reader, Reader::Reading);
        drop(state);
        if let Reader::Resting(source) = reader {
            (self.hand_over)(Arc::clone(self), source);
        }
    }

    /// Reads until there is no room, no more, or nobody who wants it.
    fn read(&self, source: Source<T>) {
        match source {
            Source::Made(items) => self.read_ahead(items),
            Source::Unmade(make) if self.is_stopped() => {
                discard(make);
                self.end(None);
            }
            Source::Unmade(make) => match catch(make) {
                Ok(items) => self.read_ahead(items),
                Err(payload) => self.end(Some(payload)),
            },
        }
    }

    fn read_ahead(&self, mut items: Items<T>) {
        let mut item = None;
        loop {
            let mut state = self.state.lock();
            let news = item.is_some() || !mem::replace(&mut state.made, true);
            state.items.extend(item);
            let waker = if news { state.waker.take() } else { None };
            let stopped = state.stopped;
            if !stopped && state.standing() >= self.buffer {
                state.reader = Reader::Resting(Source::Made(items));
                drop(state);
                return wake(waker);
            }
            drop(state);
            wake(waker);
            if stopped {
                return self.finish(items, None);
            }
            item = match catch(|| items.next()) {
                Ok(None) => return self.finish(items, None),
                Ok(item) => item,
                Err(payload) => return self.finish(items, Some(payload)),
            };
        }
    }

    /// Drops the iterator before the consumer hears of the end. The first panic is the one that it
    /// hears of.
    fn finish(&self, items: Items<T>, panicked: Option<Payload>) {
        let dropped = catch(|| drop(items)).err();
        match panicked {
            Some(payload) => {
                discard(dropped);
                self.end(Some(payload));
            }
            None => self.end(dropped),
        }
    }

    fn end(&self, panicked: Option<Payload>) {
        let mut state = self.state.lock();
        state.reader = Reader::Ended(panicked);
        let waker = state.waker.take();
        drop(state);
        wake(waker);
    }

    /// Nobody wants more items: the pool drops the iterator. What would make one is dropped here.
    pub(super) fn stop(self: &Arc<Self>) {
        let mut state = self.state.lock();
        state.stopped = true;
        let is_unmade = matches!(state.reader, Reader::Resting(Source::Unmade(_)));
        let unmade = is_unmade.then(|| mem::replace(&mut state.reader, Reader::Ended(None)));
        drop(state);
        drop(unmade);
        self.start();
    }
}

impl<T: Send> Wanted for Lane<T> {
    fn is_wanted(&self) -> bool {
        !self.is_stopped()
    }
}
