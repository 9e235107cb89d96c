//! The only place that chooses between the standard library and loom.

#[cfg(loom)]
pub(crate) use loom::{
    alloc, cell,
    hint::spin_loop,
    sync::{Arc, Condvar, Mutex, MutexGuard, atomic},
    thread,
};
#[cfg(not(loom))]
pub(crate) use std::{
    alloc,
    hint::spin_loop,
    sync::{Arc, Condvar, Mutex, MutexGuard, atomic},
    thread, thread_local as per_thread,
};

use std::ops::DerefMut;
use std::sync::PoisonError;
#[cfg(tsan)]
use std::sync::TryLockError;
use std::time::{Duration, Instant};

/// Loom's own does not know `const` initialisers.
#[cfg(loom)]
macro_rules! per_thread {
    ($(#[$attr:meta])* static $name:ident: $type:ty = const { $init:expr };) => {
        loom::thread_local! { $(#[$attr])* static $name: $type = $init; }
    };
}
#[cfg(loom)]
pub(crate) use per_thread;

/// Statics that loom makes anew for each execution of a model.
macro_rules! process_wide {
    (lazy static $name:ident: $type:ty = $init:expr;) => {
        #[cfg(not(loom))]
        static $name: std::sync::LazyLock<$type> = std::sync::LazyLock::new(|| $init);
        #[cfg(loom)]
        loom::lazy_static! { static ref $name: $type = $init; }
    };
    ($(static $name:ident: $type:ty = $init:expr;)*) => {$(
        #[cfg(not(loom))]
        static $name: $type = $init;
        #[cfg(loom)]
        loom::lazy_static! { static ref $name: $type = $init; }
    )*};
}
pub(crate) use process_wide;

/// Loom's own locks can't be made in a constant.
macro_rules! const_unless_loom {
    ($vis:vis fn $name:ident() -> $type:ty $body:block) => {
        #[cfg(not(loom))]
        $vis const fn $name() -> $type $body
        #[cfg(loom)]
        $vis fn $name() -> $type $body
    };
}
pub(crate) use const_unless_loom;

/// The standard library's, with loom's interface.
#[cfg(not(loom))]
pub(crate) mod cell {
    pub(crate) struct UnsafeCell<T>(std::cell::UnsafeCell<T>);

    impl<T> UnsafeCell<T> {
        pub(crate) fn new(value: T) -> Self {
            Self(std::cell::UnsafeCell::new(value))
        }

        pub(crate) fn with<R>(&self, look: impl FnOnce(*const T) -> R) -> R {
            look(self.0.get())
        }

        pub(crate) fn with_mut<R>(&self, change: impl FnOnce(*mut T) -> R) -> R {
            change(self.0.get())
        }
    }
}

/// What one side changes, on cache lines of its own: the other side would lose its line each time.
/// Lines are fetched in pairs.
#[derive(Debug)]
#[repr(align(128))]
pub(crate) struct CachePadded<T>(pub(crate) T);

/// Locks, whatever became of the previous holder: no code of ours leaves the data half changed.
///
/// The realtime sanitizer can't see a lock that nobody holds, so it is told of each.
#[cfg_attr(rtsan, sanitize(realtime = "blocking"))]
#[allow(clippy::disallowed_methods, reason = "this is the one place")]
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // The thread sanitizer does not see what the standard library does when it has to wait.
    #[cfg(tsan)]
    loop {
        match mutex.try_lock() {
            Ok(guard) => return guard,
            Err(TryLockError::Poisoned(guard)) => return guard.into_inner(),
            Err(TryLockError::WouldBlock) => thread::yield_now(),
        }
    }
    #[cfg(not(tsan))]
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A lock, of whichever kind.
pub(crate) trait Lock {
    type Data;

    fn lock(&self) -> impl DerefMut<Target = Self::Data>;
}

impl<T> Lock for Mutex<T> {
    type Data = T;

    fn lock(&self) -> impl DerefMut<Target = T> {
        lock(self)
    }
}

/// Waits on the condition variable, with the same indifference to poison.
pub(crate) fn wait<'a, T>(room: &Condvar, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
    room.wait(guard).unwrap_or_else(PoisonError::into_inner)
}

/// Until when to wait.
#[derive(Clone, Copy)]
pub(crate) enum Deadline {
    Never,
    At(Instant),
    /// What would be waited for could only come from this thread.
    Passed,
}

impl Deadline {
    /// The end of a timeout. What is too far off to be counted never comes.
    pub(crate) fn after(timeout: Option<Duration>) -> Self {
        if !HAS_THREADS {
            return Self::Passed;
        }
        let end = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        end.map_or(Self::Never, Self::At)
    }

    pub(crate) fn has_passed(self) -> bool {
        match self {
            Self::Never => false,
            Self::At(end) => Instant::now() >= end,
            Self::Passed => true,
        }
    }
}

/// [`wait`] that also returns when the deadline has passed. (Loom knows no time: there it never
/// does.)
pub(crate) fn wait_until<'a, T>(
    changed: &Condvar,
    guard: MutexGuard<'a, T>,
    deadline: Deadline,
) -> MutexGuard<'a, T> {
    let end = match deadline {
        Deadline::Never => return wait(changed, guard),
        Deadline::At(end) => end,
        Deadline::Passed => return guard,
    };
    let left = end.saturating_duration_since(Instant::now());
    changed
        .wait_timeout(guard, left)
        .unwrap_or_else(PoisonError::into_inner)
        .0
}

#[cfg(not(loom))]
pub(crate) use {diatomic_waker as waker, rtrb as spsc};

#[cfg(loom)]
pub(crate) mod spsc;
#[cfg(loom)]
pub(crate) mod waker;

/// Whether the standard library can start threads here, knows the time, and lets a thread wait: on the one
/// target where it can't, all of that fails, most of it by a panic.
pub(crate) const HAS_THREADS: bool = !cfg!(all(target_family = "wasm", target_os = "unknown"));

/// The time. Loom knows none: there everything is due at once, and nobody sleeps for it.
pub(crate) mod clock {
    #[cfg(not(loom))]
    pub(crate) use std::time::Instant;

    use super::{Condvar, MutexGuard};

    /// Always the same moment.
    #[cfg(loom)]
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub(crate) struct Instant;

    #[cfg(loom)]
    impl Instant {
        pub(crate) fn now() -> Self {
            Self
        }

        pub(crate) fn checked_add(self, _interval: std::time::Duration) -> Option<Self> {
            Some(self)
        }
    }

    /// Waits on the condition variable until then.
    pub(crate) fn sleep<'a, T>(
        changed: &Condvar,
        guard: MutexGuard<'a, T>,
        until: Instant,
    ) -> MutexGuard<'a, T> {
        #[cfg(not(loom))]
        return super::wait_until(changed, guard, super::Deadline::At(until));
        #[cfg(loom)]
        {
            let _ = until;
            super::wait(changed, guard)
        }
    }

    /// Some time passes: others go on.
    pub(crate) fn pass() {
        #[cfg(loom)]
        loom::thread::yield_now();
    }
}
