//! A value with methods that block and change it, shared by tasks: one call follows the other, in the
//! order in which they were first polled. However many wait, one thread of the pool is theirs.
//!
//! Tested by `loom_turns`, `blocking_wrapper`.

use std::collections::VecDeque;
use std::mem;
// Loom's own can't hold a `dyn`.
use std::sync::Arc;

use crate::panics::discard;
use crate::sync::{Mutex, lock};

use super::cancelled::Wanted;
use super::pool::submit;
use super::work::{Blocking, Job, Work};

/// A value whose methods follow each other.
pub struct Turns<T>(Arc<Lane<T>>);

impl<T: Send + 'static> Turns<T> {
    /// Shares the value.
    pub fn new(value: T) -> Self {
        let state = State {
            value: Some(value),
            is_running: false,
            waiting: VecDeque::new(),
        };
        Self(Arc::new(Lane {
            state: Mutex::new(state),
            leave: |value| submit(move || drop(value)),
        }))
    }

    /// Runs the work with the value, once all calls that were polled before have run or been
    /// dropped.
    ///
    /// # Panics
    /// When awaited: with the panic of the work; and if the value has been taken.
    pub fn call<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut T) -> R + Send + 'static,
    ) -> Blocking<R> {
        self.turn(|value| work(value.as_mut().unwrap_or_else(|| taken())))
    }

    /// Runs the work with the value, which is taken away for good.
    ///
    /// # Panics
    /// As [`call`](Self::call).
    pub fn take<R: Send + 'static>(
        &self,
        work: impl FnOnce(T) -> R + Send + 'static,
    ) -> Blocking<R> {
        self.turn(|value| work(value.take().unwrap_or_else(|| taken())))
    }

    fn turn<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Option<T>) -> R + Send + 'static,
    ) -> Blocking<R> {
        let lane = self.0.clone();
        Blocking::of(work, |work| Call { lane, work })
    }
}

impl<T> Clone for Turns<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

struct Lane<T> {
    state: Mutex<State<T>>,
    /// How the value is dropped: what takes long to be called may take long to be dropped.
    leave: fn(T),
}

struct State<T> {
    /// Not there while a call has it, and once it was taken.
    value: Option<T>,
    is_running: bool,
    waiting: VecDeque<Arc<dyn Turn<T>>>,
}

/// A call that waits for the value.
trait Turn<T>: Wanted {
    fn run(self: Arc<Self>, value: &mut Option<T>);
}

struct Call<T, W> {
    lane: Arc<Lane<T>>,
    work: W,
}

impl<T, R, F> Job for Call<T, Work<R, F>>
where
    T: Send + 'static,
    R: Send + 'static,
    F: FnOnce(&mut Option<T>) -> R + Send + 'static,
{
    fn start(self: Arc<Self>) {
        let lane = self.lane.clone();
        lane.join(self);
    }
}

impl<T, R, F> Turn<T> for Call<T, Work<R, F>>
where
    T: Send + 'static,
    R: Send + 'static,
    F: FnOnce(&mut Option<T>) -> R + Send + 'static,
{
    fn run(self: Arc<Self>, value: &mut Option<T>) {
        self.work.run(self.clone(), |work| work(value));
    }
}

impl<T: Send, W: Wanted> Wanted for Call<T, W> {
    fn is_wanted(&self) -> bool {
        self.work.is_wanted()
    }
}

impl<T: Send + 'static> Lane<T> {
    fn join(self: Arc<Self>, turn: Arc<dyn Turn<T>>) {
        let mut state = lock(&self.state);
        // Who gives up again and again, while a call takes long, leaves nothing behind.
        let mut unwanted = Vec::new();
        while state.waiting.back().is_some_and(|last| !last.is_wanted()) {
            unwanted.extend(state.waiting.pop_back());
        }
        state.waiting.push_back(turn);
        let was_running = mem::replace(&mut state.is_running, true);
        drop(state);
        if !unwanted.is_empty() {
            submit(move || unwanted.into_iter().for_each(discard));
        }
        if !was_running {
            submit(move || self.run());
        }
    }

    fn run(&self) {
        let mut state = lock(&self.state);
        let mut value = state.value.take();
        while let Some(turn) = state.waiting.pop_front() {
            drop(state);
            turn.run(&mut value);
            state = lock(&self.state);
        }
        state.value = value;
        state.is_running = false;
    }
}

impl<T> Drop for Lane<T> {
    fn drop(&mut self) {
        if let Some(value) = lock(&self.state).value.take() {
            (self.leave)(value);
        }
    }
}

/// What a call finds once another one has taken the value.
pub(super) fn taken() -> ! {
    panic!(
        "this handle is empty: another clone of it was taken apart, by a method that takes `self`"
    )
}
