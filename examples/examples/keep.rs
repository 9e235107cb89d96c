//! `keep` leaves the callback version in place, for callers that are not async yet.
//!
//! The same API can then be used both ways while a code base moves over, call by call.

use std::thread;
use std::time::Duration;

use asyncify::asyncify;
use futures::StreamExt;

/// Calls back `times` times, `period` apart.
#[asyncify(keep)]
fn every(period: Duration, times: u32, mut tick: impl FnMut(u32) + Send + 'static) {
    thread::spawn(move || {
        for n in 1..=times {
            thread::sleep(period);
            tick(n);
        }
    });
}

#[tokio::main]
async fn main() {
    let period = Duration::from_millis(50);

    // As before: the callback runs on the API's thread.
    let (done, finished) = std::sync::mpsc::channel();
    every(period, 3, move |n| {
        println!("callback {n}");
        let _ = done.send(n);
    });
    finished.iter().take(3).count();

    // And as a stream: the loop body runs in this task, and may await.
    let mut ticks = every_stream(period, 3);
    while let Some(n) = ticks.next().await {
        println!("stream {n}");
    }
}
