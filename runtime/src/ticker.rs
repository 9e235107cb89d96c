//! The one thread that wakes the tasks of lanes whose callbacks wake nobody.
//!
//! A consumer that parks puts its lane on the list, and the thread looks at it once an interval until
//! it finds the task no longer parked. The callback does not touch any of this: it only leaves
//! something that [`Ticked::tick`] sees.

use std::cmp::Ordering as Order;
use std::collections::BinaryHeap;
use std::sync::{Arc, Weak};
use std::task::Waker;
use std::time::Duration;

use crate::panics::{contain, discard};
use crate::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use crate::sync::clock::{self, Instant};
use crate::sync::{Condvar, Mutex, lock, process_wide, thread};
use crate::threads;

/// A lane that is looked at.
pub(crate) trait Ticked: Send + Sync {
    /// Wakes the task if something came since it parked. Returns whether the task waits no longer, be
    /// it that something else has woken it.
    fn tick(&self) -> bool;
}

/// The task waits to be woken.
const PARKED: u8 = 1;
/// The lane is on the list.
const LISTED: u8 = 2;

/// A lane's place at the ticker. What is left there is forgotten when it is dropped.
pub(crate) struct Ticket<L>(Arc<Place<L>>);

struct Place<L: ?Sized> {
    interval: Duration,
    state: AtomicU8,
    lane: L,
}

impl<L: Ticked + 'static> Ticket<L> {
    pub(crate) fn new(interval: Duration, lane: L) -> Self {
        Self(Arc::new(Place {
            interval,
            state: AtomicU8::new(0),
            lane,
        }))
    }

    pub(crate) fn lane(&self) -> &L {
        &self.0.lane
    }

    /// The task is about to wait. Called before the last look at what there is, with what wakes it
    /// where no thread is to be had: it then asks again at once.
    pub(crate) fn park(&self, waker: &Waker) {
        // ORDERING: released and acquired by the thread, so that a look that finds the task parked
        // finds where it left its waker.
        let before = self.0.state.fetch_or(PARKED | LISTED, Ordering::AcqRel);
        if before & LISTED == 0 && !TICKER.add(Arc::downgrade(&self.0) as _, self.0.interval) {
            self.0.state.store(0, Ordering::Release);
            waker.wake_by_ref();
        }
    }
}

impl Place<dyn Ticked> {
    /// Wakes the task, if it is parked and something came. Returns whether to look again.
    ///
    /// A task that was woken is looked for once more, because as a rule it parks again soon: then
    /// neither it nor the thread has to do anything for it.
    fn look(&self) -> bool {
        // Cleared before the look: a task that parks after it says so again.
        let before = self.state.fetch_and(!PARKED, Ordering::AcqRel);
        if before & PARKED == 0 {
            let forgotten =
                self.state
                    .compare_exchange(LISTED, 0, Ordering::AcqRel, Ordering::Relaxed);
            return forgotten.is_err();
        }
        if !self.lane.tick() {
            self.state.fetch_or(PARKED, Ordering::AcqRel);
        }
        true
    }
}

/// How long the thread stays when no task is parked.
const LINGER: Duration = Duration::from_secs(1);

process_wide! {
    // Shared: under loom the thread may outlive the static.
    lazy static TICKER: Arc<Ticker> = Arc::new(Ticker::new());
}

struct Ticker {
    list: Mutex<List>,
    /// A look is due before the one that the thread sleeps for.
    sooner: Condvar,
}

/// A lane, and when it is looked at.
struct Look {
    due: Instant,
    /// Tells those of one moment apart: they take turns.
    number: u64,
    place: Weak<Place<dyn Ticked>>,
}

impl Look {
    /// Looks at the lane, if it is still there. Returns when to do that again.
    fn look(self, now: Instant) -> Option<(Instant, Weak<Place<dyn Ticked>>)> {
        let there = self.place.upgrade()?;
        let again = there.look();
        let interval = there.interval;
        discard(there);
        clock::pass();
        // A thread that is late does not look twice at once.
        let next = self.due.checked_add(interval)?.max(now);
        again.then_some((next, self.place))
    }
}

/// What is due first is the greatest, as the heap has it.
impl Ord for Look {
    fn cmp(&self, other: &Self) -> Order {
        (other.due, other.number).cmp(&(self.due, self.number))
    }
}

impl PartialOrd for Look {
    fn partial_cmp(&self, other: &Self) -> Option<Order> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Look {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Look {}

/// What to look at, and when.
struct List {
    // A tree, which would do as well, takes the compiler far longer.
    looks: BinaryHeap<Look>,
    numbers: u64,
    /// Until when the thread sleeps. Absent if there is no thread.
    sleeps: Option<Instant>,
}

impl List {
    fn add(&mut self, due: Instant, place: Weak<Place<dyn Ticked>>) {
        self.numbers += 1;
        let number = self.numbers;
        self.looks.push(Look { due, number, place });
    }
}

impl Ticker {
    fn new() -> Self {
        Self {
            list: Mutex::new(List {
                looks: BinaryHeap::new(),
                numbers: 0,
                sleeps: None,
            }),
            sooner: Condvar::new(),
        }
    }

    /// Lists a lane, unless there is no thread to be had. A look beyond the clock's range never
    /// comes.
    fn add(self: &Arc<Self>, place: Weak<Place<dyn Ticked>>, interval: Duration) -> bool {
        let Some(due) = Instant::now().checked_add(interval) else {
            return true;
        };
        let mut list = lock(&self.list);
        let sooner = match list.sleeps {
            Some(until) => due < until,
            None => {
                let thread = thread::Builder::new().name("asyncify-ticker".to_owned());
                let ticker = Arc::clone(self);
                if thread.spawn(move || ticker.run()).is_err() {
                    return false;
                }
                list.sleeps = Some(due);
                false
            }
        };
        list.add(due, place);
        drop(list);
        if sooner {
            self.sooner.notify_one();
        }
        true
    }

    fn run(&self) {
        // A waker may run its task right here, and that task may drop the handle of an API.
        let _inside = threads::inside();
        let mut list = lock(&self.list);
        let mut leave = None;
        loop {
            let now = Instant::now();
            let next = match list.looks.peek() {
                Some(look) if look.due <= now => {
                    let look = list.looks.pop();
                    // What is run and dropped in a look is code of others.
                    drop(list);
                    let again = look.and_then(|look| look.look(now));
                    list = lock(&self.list);
                    if let Some((due, place)) = again {
                        list.add(due, place);
                    }
                    leave = None;
                    continue;
                }
                Some(look) => look.due,
                None => *leave.get_or_insert(now.checked_add(LINGER).unwrap_or(now)),
            };
            if next <= now {
                list.sleeps = None;
                return;
            }
            list.sleeps = Some(next);
            list = clock::sleep(&self.sooner, list, next);
        }
    }
}

/// Where the task of a lane is parked whose items must not be seen by the thread.
///
/// It lives under a [`Ticket`], which both ends share.
pub(crate) struct Bell {
    /// Whether something came since the task parked.
    rung: AtomicBool,
    task: Mutex<Option<Waker>>,
}

impl Bell {
    pub(crate) fn new() -> Self {
        Self {
            rung: AtomicBool::new(false),
            task: Mutex::new(None),
        }
    }

    /// Something came. It is all that the callback does for the ticker.
    ///
    /// ORDERING: relaxed, because the task finds what came by the lane's own means, and the ticker
    /// sees the store sooner or later. The load spares the others the cache line.
    pub(crate) fn ring(&self) {
        if !self.rung.load(Ordering::Relaxed) {
            self.rung.store(true, Ordering::Relaxed);
        }
    }

    /// Wakes the task now, if it is parked: for what must not wait.
    pub(crate) fn wake(&self) {
        let task = self.leave();
        contain(|| task.into_iter().for_each(Waker::wake));
    }

    /// The task waits no longer.
    pub(crate) fn leave(&self) -> Option<Waker> {
        lock(&self.task).take()
    }
}

impl Ticked for Bell {
    fn tick(&self) -> bool {
        if self.rung.load(Ordering::Relaxed) {
            self.wake();
            return true;
        }
        lock(&self.task).is_none()
    }
}

impl Ticket<Bell> {
    /// Parks the task. The consumer looks once more after this.
    pub(crate) fn wait(&self, waker: &Waker) {
        let bell = self.lane();
        let task = waker.clone();
        let previous = lock(&bell.task).replace(task);
        drop(previous);
        bell.rung.store(false, Ordering::Relaxed);
        self.park(waker);
    }
}
