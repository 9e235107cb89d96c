//! The only place that chooses between the standard library and loom.

#[cfg(loom)]
pub(crate) use loom::{
    sync::{Arc, Condvar, Mutex, MutexGuard, atomic},
    thread, thread_local,
};
#[cfg(not(loom))]
pub(crate) use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, atomic},
    thread, thread_local,
};

use std::sync::PoisonError;

/// Locks, whatever became of the previous holder: no code of ours leaves the data half changed.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits on the condition variable, with the same indifference to poison.
pub(crate) fn wait<'a, T>(room: &Condvar, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
    room.wait(guard).unwrap_or_else(PoisonError::into_inner)
}
