//! Code on a pool of threads: a call that does nothing, and an iterator that is read ahead.

use std::future::Future;
use std::ops::Range;
use std::pin::{Pin, pin};

use asyncify::BlockingStream;
use futures::{Stream, StreamExt};

use crate::clock::{between, now};
use crate::measure::{Candidate, Column, Effort, Path};

/// How many calls a sample of a quick run makes.
const CALLS: usize = 2_000;

/// How many items a sample of a quick run reads, and how many are read ahead at most.
const ITEMS: usize = 200_000;
const AHEAD: usize = 1_024;

const CALL: &[Column] = &[Column::new("", "ns")];
const RATE: &[Column] = &[Column::new("", "M items/s")];

pub(crate) fn paths() -> Vec<Path> {
    vec![
        Path::new("blocking call", CALL)
            .with(Candidate::ours("asyncify"), |effort| {
                calls(effort, || asyncify::blocking(|| ()), block_on)
            })
            .with(Candidate::ours("asyncify, inside tokio"), |effort| {
                calls(effort, || asyncify::blocking(|| ()), inside_tokio)
            })
            .with(Candidate::tokio("tokio spawn_blocking"), |effort| {
                calls(effort, || tokio::task::spawn_blocking(|| ()), inside_tokio)
            })
            .with(Candidate::peer("blocking unblock"), |effort| {
                calls(effort, || ::blocking::unblock(|| ()), block_on)
            }),
        Path::new("blocking stream", RATE)
            .with(Candidate::ours("asyncify"), |effort| {
                items(effort, |numbers| BlockingStream::new(AHEAD, numbers))
            })
            .with(Candidate::peer("blocking Unblock"), |effort| {
                items(effort, |numbers| {
                    ::blocking::Unblock::with_capacity(AHEAD, numbers)
                })
            }),
    ]
}

type Task<'a> = Pin<&'a mut dyn Future<Output = ()>>;

fn block_on(task: Task<'_>) {
    futures::executor::block_on(task);
}

fn inside_tokio(task: Task<'_>) {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.expect("a runtime").block_on(task);
}

/// One call after the other.
fn calls<F: Future>(effort: Effort, call: impl Fn() -> F, run: fn(Task<'_>)) -> Vec<f64> {
    let calls = CALLS * effort.scale;
    let mut time = 0.0;
    run(pin!(async {
        // The first one starts the pool's thread.
        call().await;
        let start = now();
        for _ in 0..calls {
            call().await;
        }
        time = between(start, now());
    }));
    vec![time / calls as f64]
}

/// An iterator that never waits, to its end.
fn items<S: Stream<Item = usize> + Unpin>(
    effort: Effort,
    open: impl FnOnce(Range<usize>) -> S,
) -> Vec<f64> {
    let items = ITEMS * effort.scale;
    let mut stream = open(0..items);
    let start = now();
    block_on(pin!(async {
        for number in 0..items {
            assert_eq!(stream.next().await, Some(number));
        }
    }));
    vec![items as f64 * 1_000.0 / between(start, now())]
}
