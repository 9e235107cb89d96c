//! A lock for a few instructions, and waiting for about as long.

use std::fmt;
use std::hint::spin_loop;
use std::ops::DerefMut;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::OnceLock;
#[cfg(loom)]
use std::sync::PoisonError;
use std::thread;
use std::time::{Duration, Instant};

#[cfg(loom)]
use crate::sync;
use crate::sync::{HAS_THREADS, Lock};
#[cfg(not(loom))]
use spin::mutex::{SpinMutex, SpinMutexGuard};

#[cfg(loom)]
type Inner<T> = sync::Mutex<T>;
#[cfg(not(loom))]
type Inner<T> = SpinMutex<T>;

/// A lock that costs one atomic read-modify-write where the standard library's costs two, which is
/// half of what it takes to hand an item over.
///
/// The price is that nobody is told when it is free: who finds it taken looks again, at longer and
/// longer intervals. So it is held for a few instructions only, and never while code of others runs:
/// except where everybody only tries to take it.
pub(crate) struct Quick<T: ?Sized>(Inner<T>);

// A panic under the lock would be one of ours, and ours leaves nothing half changed: as
// `sync::lock` ignores poison.
impl<T: ?Sized> UnwindSafe for Quick<T> {}
impl<T: ?Sized> RefUnwindSafe for Quick<T> {}

impl<T> Quick<T> {
    pub(crate) fn new(data: T) -> Self {
        Self(Inner::new(data))
    }
}

impl<T: ?Sized> Quick<T> {
    /// Takes the lock if it is free: by one read-modify-write, whatever others do.
    pub(crate) fn try_lock(&self) -> Option<impl DerefMut<Target = T>> {
        #[cfg(not(loom))]
        return self.0.try_lock();
        #[cfg(loom)]
        return self.0.try_lock().ok();
    }

    /// Takes no lock: a `&mut` shows that there is nobody else.
    pub(crate) fn get_mut(&mut self) -> &mut T {
        #[cfg(not(loom))]
        return self.0.get_mut();
        #[cfg(loom)]
        return self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
    }
}

impl<T: ?Sized> fmt::Debug for Quick<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Quick").finish_non_exhaustive()
    }
}

impl<T> Lock for Quick<T> {
    type Data = T;

    #[cfg(not(loom))]
    #[cfg_attr(rtsan, sanitize(realtime = "blocking"))]
    fn lock(&self) -> impl DerefMut<Target = T> {
        match self.0.try_lock() {
            Some(data) => data,
            None => lock_when_free(&self.0),
        }
    }

    #[cfg(loom)]
    fn lock(&self) -> impl DerefMut<Target = T> {
        sync::lock(&self.0)
    }
}

#[cfg(not(loom))]
#[cold]
fn lock_when_free<T>(lock: &Inner<T>) -> SpinMutexGuard<'_, T> {
    let mut looks = 0;
    loop {
        while lock.is_locked() {
            stand_back(looks);
            looks += 1;
        }
        if let Some(data) = lock.try_lock() {
            return data;
        }
    }
}

/// Lets the holder finish. One that is held up was taken off its processor: it gets ours, and at last
/// our sleep, because a thread of a lower priority would not run while this one only yields.
#[cfg(not(loom))]
fn stand_back(looks: u32) {
    match looks {
        // Longer and longer, because each look takes the line of the cache from the holder.
        0..8 => (0..1 << looks).for_each(|_| spin_loop()),
        8..16 => thread::yield_now(),
        _ => thread::sleep(Duration::from_micros(50)),
    }
}

/// Lets others go on for longer, where it does not matter when they are done.
pub(crate) fn rest() {
    #[cfg(not(loom))]
    thread::sleep(Duration::from_millis(1));
    #[cfg(loom)]
    sync::clock::pass();
}

/// Whether to wait for others without sleeping. Where there are no threads, what would be waited for
/// comes from this one.
pub(crate) const WAITS: bool = HAS_THREADS && !cfg!(loom);

/// How often to look, with a [`pause`] before each look, before it is better to sleep.
pub(crate) const LOOKS: usize = if WAITS { 3 } else { 0 };

/// How long it is worth waiting for another thread before this one sleeps: to sleep and be woken
/// takes five times as long.
const PAUSE: Duration = Duration::from_micros(2);

/// Lets another thread go on for a while, if there is another processor.
pub(crate) fn pause() {
    static ALONE: OnceLock<bool> = OnceLock::new();

    let alone = || thread::available_parallelism().is_ok_and(|processors| processors.get() == 1);
    if !WAITS || *ALONE.get_or_init(alone) {
        return;
    }
    let start = Instant::now();
    while start.elapsed() < PAUSE {
        (0..8).for_each(|_| spin_loop());
    }
}
