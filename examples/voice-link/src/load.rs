//! Other tasks on the loop, to see what they do to the link.

use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::sleep;

/// How long each sleeps: as long as a frame.
const PAUSE: Duration = Duration::from_millis(20);

/// So many tasks, each of which does nothing but sleep, over and over. Dropping them ends them.
pub(crate) fn start(tasks: u32) -> JoinSet<()> {
    (0..tasks)
        .map(|task| async move {
            sleep(PAUSE * task / tasks).await;
            loop {
                sleep(PAUSE).await;
            }
        })
        .collect()
}
