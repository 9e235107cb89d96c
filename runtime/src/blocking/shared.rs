//! A value with methods that block and only look at it, shared by tasks: they run at the same time.
#![allow(
    clippy::disallowed_types,
    reason = "no realtime thread comes here, which the sanitizer would have to be told of"
)]

use std::sync::{Arc, PoisonError, RwLock};

use super::pool::submit;
use super::turns::taken;
use super::work::{Blocking, blocking};

/// A value whose methods may run at the same time.
pub struct Shared<T>(Arc<Value<T>>);

struct Value<T> {
    /// Locked by those that look at the value, and by who takes it.
    value: RwLock<Option<T>>,
    /// How it is dropped: what takes long to be called may take long to be dropped.
    leave: fn(T),
}

impl<T: Send + Sync + 'static> Shared<T> {
    /// Shares the value.
    pub fn new(value: T) -> Self {
        Self(Arc::new(Value {
            value: RwLock::new(Some(value)),
            leave: |value| submit(move || drop(value)),
        }))
    }

    /// Runs the work with the value, beside other calls.
    ///
    /// # Panics
    /// When awaited: with the panic of the work; and if the value has been taken.
    pub fn call<R: Send + 'static>(
        &self,
        work: impl FnOnce(&T) -> R + Send + 'static,
    ) -> Blocking<R> {
        let shared = self.0.clone();
        blocking(move || {
            let value = shared.value.read().unwrap_or_else(PoisonError::into_inner);
            work(value.as_ref().unwrap_or_else(|| taken()))
        })
    }

    /// Runs the work with the value, which is taken away for good, once the calls that run have
    /// ended.
    ///
    /// # Panics
    /// As [`call`](Self::call).
    pub fn take<R: Send + 'static>(
        &self,
        work: impl FnOnce(T) -> R + Send + 'static,
    ) -> Blocking<R> {
        let shared = self.0.clone();
        blocking(move || {
            let value = shared
                .value
                .write()
                .unwrap_or_else(PoisonError::into_inner)
                .take();
            work(value.unwrap_or_else(|| taken()))
        })
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Drop for Value<T> {
    fn drop(&mut self) {
        let value = self.value.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = value.take() {
            (self.leave)(value);
        }
    }
}
