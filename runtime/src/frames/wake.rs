//! Waking the task that reads, whatever its waker does.

use std::sync::Arc;
use std::task::{Wake, Waker};

use diatomic_waker::WakeSink;

use crate::panics::{contain, discard};

/// A waker that does not unwind: one that did would leave the sink locked for good. It may be
/// dropped by the writer. Absent only while it is dropped.
struct Contained(Option<Waker>);

impl Contained {
    fn will_wake(&self, waker: &Waker) -> bool {
        self.0.as_ref().is_some_and(|known| known.will_wake(waker))
    }
}

impl Wake for Contained {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        contain(|| self.0.iter().for_each(Waker::wake_by_ref));
    }
}

impl Drop for Contained {
    fn drop(&mut self) {
        discard(self.0.take());
    }
}

/// Where the reader leaves its waker.
pub(super) struct Parking {
    sink: WakeSink,
    /// Kept, so that nothing is allocated for a task that stays the same.
    waker: Option<Arc<Contained>>,
}

impl Parking {
    pub(super) fn new(sink: WakeSink) -> Self {
        Self { sink, waker: None }
    }

    pub(super) fn register(&mut self, waker: &Waker) {
        let known = self.waker.take().filter(|known| known.will_wake(waker));
        let contained = known.unwrap_or_else(|| Arc::new(Contained(Some(waker.clone()))));
        self.sink.register(&Waker::from(Arc::clone(&contained)));
        self.waker = Some(contained);
    }
}
