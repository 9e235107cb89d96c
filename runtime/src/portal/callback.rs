//! What `#[asyncify(callback)]` calls: an async function, for callers that are not.

use std::marker::PhantomData;

use crate::panics::contain;

use super::Portal;

/// Has the loop run the function, and calls back there with what it returns. If it does not come to
/// its end, the callback is dropped.
pub fn call_back<T: 'static>(
    portal: &Portal,
    function: impl AsyncFnOnce() -> T + Send + 'static,
    callback: impl FnOnce(T) + Send + 'static,
) {
    // A loop that has shut down drops both here.
    drop(portal.spawn(async move || callback(function().await)));
}

/// [`call_back`] that calls in any case, and then with `instead`: on the loop's thread, or on this one
/// if the loop has shut down.
pub fn call_back_surely<T: 'static>(
    portal: &Portal,
    function: impl AsyncFnOnce() -> T + Send + 'static,
    callback: impl FnOnce(T) + Send + 'static,
    instead: impl FnOnce() -> T + Send + 'static,
) {
    let callback = Surely::new(callback, instead);
    call_back(portal, function, move |value| callback.call(value));
}

/// A callback that is called when it is dropped.
struct Surely<C: FnOnce(T), I: FnOnce() -> T, T> {
    left: Option<(C, I)>,
    value: PhantomData<fn(T)>,
}

impl<C: FnOnce(T), I: FnOnce() -> T, T> Surely<C, I, T> {
    fn new(callback: C, instead: I) -> Self {
        Self {
            left: Some((callback, instead)),
            value: PhantomData,
        }
    }

    fn call(mut self, value: T) {
        if let Some((callback, _)) = self.left.take() {
            callback(value);
        }
    }
}

impl<C: FnOnce(T), I: FnOnce() -> T, T> Drop for Surely<C, I, T> {
    fn drop(&mut self) {
        if let Some((callback, instead)) = self.left.take() {
            // It may be dropped by a panic.
            contain(|| callback(instead()));
        }
    }
}
