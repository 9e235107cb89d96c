//! Threads that are not async, and a loop with state that never leaves it.
//!
//! The counter is an `Rc`, which no other thread may touch. Three threads count through a portal:
//! what they send runs on the loop's own thread. The sum goes the other way, to a callback.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::mpsc::channel;
use std::thread;

use asyncify::{Portal, PortalError, asyncify};

thread_local! {
    static COUNTER: Rc<Cell<u32>> = Rc::default();
}

/// Adds to the counter of the loop that it runs on.
async fn add(n: u32) -> u32 {
    let counter = COUNTER.with(Rc::clone);
    let read = asyncify::blocking(move || n).await;
    counter.set(counter.get() + read);
    counter.get()
}

/// The way back: `sum_with_callback` is for callers that are not async.
#[asyncify(callback, portal = portal)]
async fn sum(portal: &Portal) -> Result<u32, PortalError> {
    // It runs on the portal's loop, so it awaits, where others wait.
    portal.spawn(async || add(0).await)?.await
}

fn main() -> Result<(), PortalError> {
    let portal = Portal::start();
    let threads: Vec<_> = (1..=3)
        .map(|n| {
            let portal = portal.clone();
            thread::spawn(move || portal.call(async move || add(n).await))
        })
        .collect();
    for thread in threads {
        let counted = thread.join().expect("it does not panic")?;
        println!("counted up to {counted}");
    }
    let (tell, told) = channel();
    sum_with_callback(&portal, move |sum| tell.send(sum).expect("it is awaited"));
    println!("1 + 2 + 3 = {}", told.recv().expect("it does not panic")?);
    portal.finish();
    Ok(())
}
