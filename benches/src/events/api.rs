//! A callback API with a thread of its own, and its wrappers: by hand with each channel, and
//! generated.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use futures::{Stream, StreamExt};

use super::Channel;
use crate::alloc;
use crate::clock::{between, now};
use crate::measure::Effort;

/// How many values a sample of a quick run sends.
const VALUES: u64 = 200_000;

/// What the API is to do, and what its thread has allocated for that.
#[derive(Clone)]
pub(super) struct Load {
    values: u64,
    allocations: Arc<AtomicU64>,
}

/// An API that counts on a thread of its own.
pub(super) fn count(load: Load, mut on_value: impl FnMut(u64) + Send + 'static) {
    thread::spawn(move || {
        let before = alloc::allocations();
        for value in 0..load.values {
            on_value(value);
        }
        let allocated = alloc::allocations() - before;
        load.allocations.store(allocated, Ordering::Relaxed);
    });
}

/// What `#[asyncify]` makes of it.
#[asyncify::asyncify(path = crate::events::api)]
mod generated {
    use super::Load;

    #[asyncify(name = bounded, overflow = block, buffer = crate::events::LIMIT)]
    pub(super) fn count(load: Load, on_value: impl FnMut(u64) + Send + 'static);

    #[asyncify(name = unbounded)]
    pub(super) fn count(load: Load, on_value: impl FnMut(u64) + Send + 'static);

    #[asyncify(name = drop_oldest, overflow = drop_oldest, buffer = crate::events::LIMIT)]
    pub(super) fn count(load: Load, on_value: impl FnMut(u64) + Send + 'static);

    #[asyncify(name = latest, overflow = latest)]
    pub(super) fn count(load: Load, on_value: impl FnMut(u64) + Send + 'static);
}

pub(super) fn bounded(effort: Effort) -> Vec<f64> {
    rate(effort, async |load| take(generated::bounded(load)).await)
}

pub(super) fn unbounded(effort: Effort) -> Vec<f64> {
    rate(effort, async |load| take(generated::unbounded(load)).await)
}

pub(super) fn drop_oldest(effort: Effort) -> Vec<f64> {
    rate(effort, async |load| {
        take(values(generated::drop_oldest(load))).await
    })
}

pub(super) fn latest(effort: Effort) -> Vec<f64> {
    rate(effort, async |load| {
        take(values(generated::latest(load))).await
    })
}

pub(super) fn by_hand<C: Channel>(effort: Effort) -> Vec<f64> {
    rate(effort, async |load| {
        let (mut sender, mut receiver) = C::open();
        count(load, move |value| C::send(&mut sender, value));
        let mut last = None;
        while let Some(value) = C::receive(&mut receiver).await {
            last = Some(value);
        }
        last
    })
}

/// The values of a stream that shows what was lost.
fn values<E>(stream: impl Stream<Item = Result<u64, E>>) -> impl Stream<Item = u64> {
    stream.filter_map(async |item| item.ok())
}

async fn take(stream: impl Stream<Item = u64>) -> Option<u64> {
    let mut stream = std::pin::pin!(stream);
    let mut last = None;
    while let Some(value) = stream.next().await {
        last = Some(value);
    }
    last
}

/// How many million values a second the API calls back with, until the task has seen the last.
fn rate(effort: Effort, consume: impl AsyncFn(Load) -> Option<u64>) -> Vec<f64> {
    let load = Load {
        values: VALUES * effort.scale as u64,
        allocations: Arc::default(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime without drivers needs nothing");
    let start = now();
    let last = runtime.block_on(consume(load.clone()));
    let time = between(start, now());
    assert_eq!(last, Some(load.values - 1));
    let allocations = load.allocations.load(Ordering::Relaxed) as f64;
    let values = load.values as f64;
    vec![values / time * 1e3, allocations / values]
}
