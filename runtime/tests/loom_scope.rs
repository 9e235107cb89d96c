//! Contexts in every interleaving, in small.
//!
//! `RUSTFLAGS="--cfg loom" cargo test -p asyncify-runtime --release --test loom_scope`
#![cfg(all(feature = "_pool", loom))]

#[path = "common/model.rs"]
mod model;

use std::sync::Mutex;

use asyncify_runtime::{Completer, Context, HandOut, context, once};
use loom::future::block_on;
use loom::sync::Arc;
use loom::thread::{self, JoinHandle};
use model::{model, model_within, poll};

/// A context whose function lasts until another thread, which hands the resource out, has it back.
fn handed_out_elsewhere(resource: Arc<()>) -> (Context<Arc<()>>, JoinHandle<()>) {
    let kept = std::sync::Arc::new(Mutex::new(None));
    let keep = std::sync::Arc::clone(&kept);
    let mut ended = once(move |done: Completer<()>| *keep.lock().unwrap() = Some(done));
    assert!(poll(&mut ended).is_pending());
    let done = kept.lock().unwrap().take().unwrap();
    let mut out = None;
    let context = context(|handed: HandOut<Arc<()>>| {
        out = Some(handed);
        async move { ended.await.unwrap() }
    });
    let out = out.unwrap();
    let giver = thread::spawn(move || {
        drop(block_on(out.give(resource)));
        done.finish(());
    });
    (context, giver)
}

/// A resource that another task hands out is lent to the body, and comes back.
#[test]
fn a_resource_that_another_task_hands_out_comes_back() {
    // With one preemption more it takes minutes.
    model_within(2, || {
        let resource = Arc::new(());
        let (context, giver) = handed_out_elsewhere(Arc::clone(&resource));
        block_on(context.with(async |lent| assert_eq!(Arc::strong_count(lent), 2)));
        giver.join().unwrap();
        assert_eq!(Arc::strong_count(&resource), 1);
    });
}

/// The context is dropped while another task hands the resource out: that has it back, from the body or
/// at once.
#[test]
fn a_resource_races_the_drop_of_its_context() {
    model(|| {
        let resource = Arc::new(());
        let (context, giver) = handed_out_elsewhere(Arc::clone(&resource));
        let mut using = context.with(async |_| std::future::pending::<()>().await);
        assert!(poll(&mut using).is_pending());
        drop(using);
        giver.join().unwrap();
        assert_eq!(Arc::strong_count(&resource), 1);
    });
}
