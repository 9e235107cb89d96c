//! Waking the task at the other end of a realtime lane, whatever its waker does.

use std::sync::{Arc, Weak};
use std::task::{Wake, Waker};

use crate::panics::{contain, discard};
use crate::sync::waker::WakeSink;

/// The task's waker. It may be dropped inside a callback. Absent only while it is
/// dropped.
struct Task(Option<Waker>);

impl Drop for Task {
    fn drop(&mut self) {
        discard(self.0.take());
    }
}

/// What the sink is given: a waker that does not unwind, because one that did would leave the sink
/// locked for good. The sink keeps it as long as the API keeps its callback, so it must not keep the
/// task.
struct Contained(Weak<Task>);

impl Wake for Contained {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if let Some(task) = self.0.upgrade() {
            contain(|| task.0.iter().for_each(Waker::wake_by_ref));
        }
    }
}

/// A task that has left its waker.
struct Known {
    task: Arc<Task>,
    contained: Waker,
}

impl Known {
    fn new(waker: &Waker) -> Self {
        let task = Arc::new(Task(Some(waker.clone())));
        let contained = Waker::from(Arc::new(Contained(Arc::downgrade(&task))));
        Self { task, contained }
    }

    fn is(&self, waker: &Waker) -> bool {
        self.task.0.iter().any(|known| known.will_wake(waker))
    }
}

/// Where the task leaves its waker.
pub(crate) struct Parking {
    sink: WakeSink,
    /// Kept, so that nothing is allocated for a task that stays the same.
    known: Option<Known>,
}

impl Parking {
    pub(crate) fn new(sink: WakeSink) -> Self {
        Self { sink, known: None }
    }

    pub(crate) fn register(&mut self, waker: &Waker) {
        let known = self.known.take().filter(|known| known.is(waker));
        let known = known.unwrap_or_else(|| Known::new(waker));
        self.sink.register(&known.contained);
        self.known = Some(known);
    }
}
