//! Reports of a call in every interleaving, in small.
//!
//! `RUSTFLAGS="--cfg loom" cargo test -p asyncify-runtime --release --test loom_progress`
#![cfg(loom)]

#[path = "common/model.rs"]
mod model;

use asyncify_runtime::{Reporter, StreamOptions, with_progress};
use loom::future::block_on;
use loom::sync::Arc;
use loom::thread;
use model::{model, next};

/// A report arrives while the call is dropped, or tells that nobody listens.
#[test]
fn a_report_races_the_end_of_its_call() {
    model(|| {
        let payload = Arc::new(());
        let value = Arc::clone(&payload);
        let mut kept = None;
        let call = with_progress(StreamOptions::new(), |reporter: Reporter<Arc<()>>| {
            kept = Some(reporter);
            std::future::pending::<()>()
        });
        let reporter = kept.unwrap();
        let mut progress = call.progress();
        let callback = thread::spawn(move || reporter.report(value));
        drop(call);
        let seen = block_on(next(&mut progress)).is_some();
        assert_eq!(callback.join().unwrap(), seen);
        assert_eq!(Arc::strong_count(&payload), 1);
    });
}

/// A report reaches one of two listeners that take turns.
#[test]
fn a_report_races_a_second_listener() {
    model(|| {
        let mut kept = None;
        let call = with_progress(StreamOptions::new(), |reporter: Reporter<u8>| {
            kept = Some(reporter);
            std::future::pending::<()>()
        });
        let reporter = kept.unwrap();
        let mut first = call.progress();
        let callback = thread::spawn(move || reporter.report(1));
        let mut second = call.progress();
        let early = block_on(next(&mut first));
        let reported = callback.join().unwrap();
        drop(call);
        let late = block_on(next(&mut second));
        assert_eq!(early.is_some() || late.is_some(), reported);
        assert!(early.is_none() || late.is_none());
    });
}
