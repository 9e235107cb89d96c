//! What the loom models share.
#![allow(dead_code, reason = "each file of models uses a part of it")]

use std::any::type_name_of_val;
use std::fs::OpenOptions;
use std::io::Write;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};

use futures_core::Stream;

/// How many preemptions find nearly every race, and take seconds; unbounded, some of these models
/// take minutes.
const PREEMPTIONS: usize = 3;

/// Explores what up to three preemptions at any place can bring about.
///
/// The test's doc comment says what the model shows: `cargo xtask models` makes a table of them.
pub(crate) fn model(test: impl Fn() + Send + Sync + 'static) {
    model_within(PREEMPTIONS, test);
}

/// [`model`] for what would take too long with as many preemptions.
pub(crate) fn model_within(preemptions: usize, test: impl Fn() + Send + Sync + 'static) {
    // The closure bears the name of its file and of the test that it stands in.
    let name = type_name_of_val(&test).trim_end_matches("::{{closure}}");
    let mut builder = loom::model::Builder::new();
    // `LOOM_MAX_PREEMPTIONS` comes first.
    let bound = *builder.preemption_bound.get_or_insert(preemptions);
    // Not one of loom's: it counts over all executions.
    let executions = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&executions);
    builder.check(move || {
        counter.fetch_add(1, Ordering::Relaxed);
        test();
    });
    record(name, bound, executions.load(Ordering::Relaxed));
}

/// Adds a line to the file that is asked for.
fn record(name: &str, preemptions: usize, executions: u64) {
    let Some(path) = std::env::var_os("MODELS_RECORD") else {
        return;
    };
    let line = format!("{name} {preemptions} {executions}\n");
    // In one write, because tests run side by side.
    let file = OpenOptions::new().append(true).create(true).open(path);
    file.and_then(|mut file| file.write_all(line.as_bytes()))
        .expect("the record can be written");
}

pub(crate) fn poll<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
    Pin::new(future).poll(&mut Context::from_waker(Waker::noop()))
}

pub(crate) async fn next<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    std::future::poll_fn(|cx| Pin::new(&mut *stream).poll_next(cx)).await
}
