//! File events: a watcher that hides its closure behind a trait.

mod hazards;

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use asyncify::asyncify;
use asyncify_libraries::notify::{WatcherAsync, functions};
use futures::StreamExt;
use notify::event::{CreateKind, RemoveKind};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

/// The first event of that kind, which must be about that file.
async fn event_of(
    events: &mut asyncify::EventStream<notify::Result<Event>, RecommendedWatcher>,
    kind: EventKind,
    file: &Path,
) {
    let wait = async {
        loop {
            let event = events.next().await.expect("watching goes on").unwrap();
            if event.kind == kind {
                return event;
            }
        }
    };
    let event = tokio::time::timeout(Duration::from_secs(60), wait).await;
    assert_eq!(event.expect("an event comes").paths, [file]);
}

#[tokio::test]
async fn file_events_arrive_in_order_until_the_stream_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    let mut events = functions::recommended_watcher().unwrap();
    events
        .handle_mut()
        .watch(folder.path(), RecursiveMode::NonRecursive)
        .unwrap();

    fs::write(&file, "text").unwrap();
    event_of(&mut events, EventKind::Create(CreateKind::File), &file).await;
    fs::remove_file(&file).unwrap();
    event_of(&mut events, EventKind::Remove(RemoveKind::File), &file).await;

    events.close().await;
    fs::write(&file, "unseen").unwrap();
    while let Some(event) = events.next().await {
        assert!(!event.unwrap().kind.is_create(), "nothing after the close");
    }
}

#[tokio::test]
async fn every_watcher_has_a_stream() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("b.txt");
    let mut events = PollWatcher::events(Config::default().with_manual_polling()).unwrap();
    let watcher = events.handle_mut();
    watcher
        .watch(folder.path(), RecursiveMode::NonRecursive)
        .unwrap();
    fs::write(&file, "text").unwrap();
    watcher.poll().unwrap();
    // The folder itself may have changed, too.
    let event = loop {
        let event = events.next().await.unwrap().unwrap();
        if event.paths != [folder.path()] {
            break event;
        }
    };
    assert!(event.kind.is_create() && event.paths == [file], "{event:?}");
}

#[asyncify(listener, path = notify::EventHandler)]
trait Handler {
    fn handle_event(&mut self, event: notify::Result<Event>);
}

#[tokio::test]
async fn a_listener_keeps_the_watcher_it_started() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("c.txt");
    let mut events = HandlerEvents::try_start(notify::recommended_watcher).unwrap();
    events
        .handle_mut()
        .watch(folder.path(), RecursiveMode::NonRecursive)
        .unwrap();
    fs::write(&file, "text").unwrap();
    let HandlerEvent::HandleEvent { event } = events.next().await.unwrap();
    assert_eq!(event.unwrap().paths, [file]);
    events.close().await;
}

#[tokio::test]
async fn several_watchers_tell_one_stream() {
    let mut events = HandlerEvents::new();
    let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let watchers = folders.each_ref().map(|folder| {
        let mut watcher = notify::recommended_watcher(events.sender()).unwrap();
        watcher
            .watch(folder.path(), RecursiveMode::NonRecursive)
            .unwrap();
        watcher
    });
    let mut told = Vec::new();
    for folder in &folders {
        let file = folder.path().join("d.txt");
        fs::create_dir(&file).unwrap();
        let HandlerEvent::HandleEvent { event } = events.next().await.unwrap();
        told.extend(event.unwrap().paths);
    }
    assert_eq!(
        told,
        folders.each_ref().map(|folder| folder.path().join("d.txt"))
    );
    // The last sender goes with the last watcher.
    drop(watchers);
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_the_watchers_own_error() {
    let mut events = functions::recommended_watcher().unwrap();
    let refused = events
        .handle_mut()
        .watch(Path::new("/nowhere"), RecursiveMode::Recursive);
    assert!(matches!(
        refused.unwrap_err().kind,
        notify::ErrorKind::PathNotFound
    ));
}

#[tokio::test]
async fn a_stream_may_be_dropped_inside_its_callback() {
    let folder = tempfile::tempdir().unwrap();
    let mut events = functions::recommended_watcher().unwrap();
    let watcher = events.handle_mut();
    watcher
        .watch(folder.path(), RecursiveMode::NonRecursive)
        .unwrap();
    // With the stream goes the watcher, on its own thread, which it can't wait for there.
    let dropped = hazards::drop_when_woken(events);
    fs::write(folder.path().join("e.txt"), "text").unwrap();
    let thread = dropped.recv_timeout(Duration::from_secs(60)).unwrap();
    assert_ne!(thread, thread::current().id());
}

#[asyncify(path = ::notify)]
mod panicking {
    use super::{Event, RecommendedWatcher};

    pub fn recommended_watcher<F>(
        #[shape(FnMut(notify::Result<Event>))]
        #[map(|event| -> u8 { panic!("{} paths", event.unwrap().paths.len()) })]
        event_handler: F,
    ) -> notify::Result<RecommendedWatcher>
    where
        F: notify::EventHandler;
}

#[test]
fn a_panic_in_a_map_is_the_consumers() {
    let folder = tempfile::tempdir().unwrap();
    let mut events = panicking::recommended_watcher().unwrap();
    let watcher = events.handle_mut();
    watcher
        .watch(folder.path(), RecursiveMode::NonRecursive)
        .unwrap();
    fs::write(folder.path().join("f.txt"), "text").unwrap();
    assert_eq!(hazards::panic_of(&mut events), "1 paths");
}
