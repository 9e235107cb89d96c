//! Debounced file events: batches of them, or batches of errors.

use std::fs;
use std::time::Duration;

use asyncify::asyncify;
use futures::StreamExt;
use notify_debouncer_full::notify::{ErrorKind, RecursiveMode};

#[asyncify(path = notify_debouncer_full)]
mod debouncing {
    use std::time::Duration;

    use notify_debouncer_full::notify::{Error, RecommendedWatcher};
    use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache};

    pub(crate) fn new_debouncer<F: notify_debouncer_full::DebounceEventHandler>(
        timeout: Duration,
        tick_rate: Option<Duration>,
        #[shape(FnMut(DebounceEventResult))] event_handler: F,
    ) -> Result<Debouncer<RecommendedWatcher, RecommendedCache>, Error>;
}

#[tokio::test]
async fn a_burst_of_changes_is_one_batch_and_the_debouncer_ends_with_its_stream() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("burst.txt");
    let mut batches = debouncing::new_debouncer(Duration::from_millis(50), None).unwrap();
    batches
        .handle_mut()
        .watch(folder.path(), RecursiveMode::NonRecursive)
        .unwrap();
    for round in 0..10 {
        fs::write(&file, format!("{round}")).unwrap();
    }
    let batch = batches.next().await.unwrap().unwrap();
    assert!(batch[0].kind.is_create(), "{batch:?}");
    assert!(batch.iter().all(|event| event.paths == [file.as_path()]));
    assert!(batch.len() < 10, "{batch:?}");
    // Waits for the debouncer's thread to let go of its closure.
    batches.close().await;
}

#[test]
fn a_tick_longer_than_the_timeout_is_refused() {
    let refused = debouncing::new_debouncer(Duration::from_millis(1), Some(Duration::from_secs(1)));
    assert!(matches!(refused.err().unwrap().kind, ErrorKind::Generic(_)));
}
