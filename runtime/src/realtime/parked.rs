//! Where the task that consumes a lane parks.

use std::task::Waker;

use crate::sync::Arc;
use crate::sync::atomic::{AtomicU64, Ordering};
use crate::sync::waker::WakeSink;
use crate::ticker::{Ticked, Ticket};
use crate::wake::Wake;

use super::link::Link;
use super::wake::Parking;

/// The consumer's place: what leaves its waker for the callback, and for the ticker if the callback
/// leaves the waking to that.
pub(crate) struct Parked {
    parking: Parking,
    ticket: Option<Ticket<Watched>>,
}

impl Parked {
    pub(crate) fn new(sink: WakeSink, when: Wake, link: &Arc<Link>) -> Self {
        let ticket = match when {
            Wake::Tick(interval) => Some(Ticket::new(interval, Watched::new(Arc::clone(link)))),
            Wake::Direct | Wake::Every(_) => None,
        };
        Self {
            parking: Parking::new(sink),
            ticket,
        }
    }

    /// Parks the task for samples, and for all that wakes [`for_others`](Self::for_others). It looks
    /// once more after this.
    pub(crate) fn for_samples(&mut self, waker: &Waker) {
        self.for_others(waker);
        if let Some(ticket) = &self.ticket {
            ticket.lane().see();
            ticket.park(waker);
        }
    }

    /// Parks the task for errors, the end, and the moment when the API has let go of its callback.
    pub(crate) fn for_others(&mut self, waker: &Waker) {
        self.parking.register(waker);
    }
}

/// What the ticker sees of a lane.
struct Watched {
    link: Arc<Link>,
    /// The position when the task parked.
    ///
    /// ORDERING: relaxed. What the ticker sees too late, it sees at its next look.
    seen: AtomicU64,
}

impl Watched {
    fn new(link: Arc<Link>) -> Self {
        Self {
            link,
            seen: AtomicU64::new(0),
        }
    }

    fn see(&self) {
        self.seen.store(self.link.position(), Ordering::Relaxed);
    }
}

impl Ticked for Watched {
    fn tick(&self) -> bool {
        let news = self.link.position() != self.seen.load(Ordering::Relaxed);
        if news {
            self.link.notify();
        }
        // Who ends the lane wakes the task, and nothing comes after that.
        news || self.link.has_left() || self.link.is_released()
    }
}
