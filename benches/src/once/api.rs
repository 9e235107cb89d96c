//! A callback API on one thread, and its wrappers: by hand with each channel, and generated.

use std::cell::Cell;
use std::hint::black_box;
use std::pin::pin;

use asyncify::asyncify;

use super::Single;
use super::local::{each, poll};
use crate::measure::Effort;

type Callback = Box<dyn FnOnce(u64) + Send>;

/// An API that keeps its callback in a box.
#[derive(Default)]
pub(super) struct Api {
    callback: Cell<Option<Callback>>,
}

#[asyncify(keep)]
impl Api {
    fn call(&self, callback: impl FnOnce(u64) + Send + 'static) {
        self.callback.set(Some(Box::new(callback)));
    }
}

impl Api {
    fn call_back(&self, value: u64) {
        let callback = self.callback.take().expect("the API has been called");
        callback(value);
    }
}

pub(super) fn generated(effort: Effort) -> Vec<f64> {
    through(effort, async |api| {
        api.call_async().await.expect("it calls back")
    })
}

pub(super) fn by_hand<S: Single>(effort: Effort) -> Vec<f64> {
    through(effort, async |api| {
        let start = |sender| api.call(move |value| S::send(sender, value));
        S::open(start).await.expect("it calls back")
    })
}

fn through(effort: Effort, wrapper: impl AsyncFn(&Api) -> u64) -> Vec<f64> {
    let api = Api::default();
    each(effort, |call| {
        let mut future = pin!(wrapper(&api));
        assert!(poll(future.as_mut()).is_pending());
        api.call_back(black_box(call));
        assert!(poll(future).is_ready());
    })
}
