//! Waiting longer after each failure.

use std::time::Duration;

use tokio::time::sleep;

const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

/// Pauses that double, from a tenth of a second to five.
pub(crate) struct Backoff {
    next: Duration,
}

impl Backoff {
    pub(crate) fn new() -> Self {
        Self { next: FIRST }
    }

    pub(crate) async fn wait(&mut self) {
        let pause = self.next;
        self.next = (pause * 2).min(LONGEST);
        sleep(pause).await;
    }
}
