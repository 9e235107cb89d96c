//! A clone by libgit2: progress and decisions, out of setters of one set of callbacks.

mod hazards;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;

use asyncify::asyncify;
use asyncify_libraries::git2::RemoteCallbacksAsync;
use futures::StreamExt;
use futures::executor::{block_on, block_on_stream};
use git2::build::RepoBuilder;
use git2::{
    Error, ErrorClass, FetchOptions, IndexAddOption, Oid, Progress, RemoteCallbacks, Repository,
    Signature,
};

const FILES: usize = 20;

/// A repository with one commit of that many files.
fn origin(folder: &Path) -> Oid {
    let repository = Repository::init(folder).unwrap();
    for file in 0..FILES {
        fs::write(folder.join(format!("{file}.txt")), format!("{file}\n")).unwrap();
    }
    let mut index = repository.index().unwrap();
    index.add_all(["*"], IndexAddOption::DEFAULT, None).unwrap();
    let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
    let author = Signature::now("Author", "author@example.org").unwrap();
    repository
        .commit(Some("HEAD"), &author, &author, "files", &tree, &[])
        .unwrap()
}

fn fetch(from: &Path, into: &Path, callbacks: RemoteCallbacks<'_>) -> Result<Repository, Error> {
    let mut options = FetchOptions::new();
    options.remote_callbacks(callbacks);
    RepoBuilder::new()
        .fetch_options(options)
        .clone(&format!("file://{}", from.display()), into)
}

#[test]
fn a_clone_tells_its_progress_and_what_it_fetched() {
    let (from, into) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let commit = origin(from.path());

    // The callbacks can't leave their thread; the streams can.
    let (sender, streams) = mpsc::channel();
    let (from, path) = (from, into.path().to_owned());
    let cloning = thread::spawn(move || {
        let mut callbacks = RemoteCallbacks::new();
        let progress = callbacks.transfer_progress_stream();
        let remote = callbacks.sideband_progress_stream();
        let tips = callbacks.update_tips_stream();
        sender.send((progress, remote, tips)).unwrap();
        fetch(from.path(), &path, callbacks).map(drop)
    });
    let (progress, remote, tips) = streams.recv().unwrap();

    let progress: Vec<_> = block_on_stream(progress).collect();
    // A blob per file, their tree and the commit.
    assert_eq!(progress.last(), Some(&(FILES + 2, FILES + 2)));
    assert!(progress.is_sorted());
    let said = block_on_stream(remote).collect::<Vec<_>>().concat();
    assert!(String::from_utf8(said).unwrap().contains("objects"));
    let tips: Vec<_> = block_on_stream(tips).collect();
    assert!(
        tips.iter()
            .any(|(name, old, new)| name.starts_with("refs/remotes/origin/")
                && old.is_zero()
                && *new == commit),
        "{tips:?}"
    );
    cloning.join().unwrap().unwrap();
    assert_eq!(fs::read_dir(into.path()).unwrap().count(), FILES + 1);
}

#[test]
fn a_clone_that_nobody_follows_is_given_up() {
    let (from, into) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    origin(from.path());
    let mut callbacks = RemoteCallbacks::new();
    drop(callbacks.transfer_progress_stream());
    let refused = fetch(from.path(), into.path(), callbacks);
    assert_eq!(refused.err().unwrap().class(), ErrorClass::Callback);
}

/// All of a clone, on a thread of its own.
#[asyncify(stream, blocking)]
fn clone(
    from: PathBuf,
    into: PathBuf,
    #[reply(true, closed = false)] mut on_object: impl FnMut(usize) -> bool,
) -> Result<(), Error> {
    let mut callbacks = RemoteCallbacks::new();
    callbacks.transfer_progress(|progress| on_object(progress.received_objects()));
    fetch(&from, &into, callbacks).map(drop)
}

#[test]
fn a_clone_has_a_thread_of_its_own() {
    let (from, into) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    origin(from.path());
    let received = clone(from.path().to_owned(), into.path().to_owned());
    let received: Vec<_> = block_on_stream(received).map(Result::unwrap).collect();
    assert_eq!(received.last(), Some(&(FILES + 2)));
    assert!(received.is_sorted());
}

#[test]
fn a_clone_that_fails_ends_with_its_error() {
    let into = tempfile::tempdir().unwrap();
    let received = clone("/nowhere".into(), into.path().to_owned());
    let received: Vec<_> = block_on_stream(received).collect();
    assert!(matches!(received[..], [Err(_)]), "{received:?}");
}

#[test]
fn dropping_the_stream_of_a_clone_ends_it() {
    let (from, into) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    origin(from.path());
    let mut received = clone(from.path().to_owned(), into.path().to_owned());
    block_on(async {
        received.next().await.unwrap().unwrap();
        received.close().await;
    });
}

#[test]
fn a_stream_that_is_dropped_inside_its_callback_gives_the_clone_up() {
    let (from, into) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    origin(from.path());
    let mut callbacks = RemoteCallbacks::new();
    let dropped = hazards::drop_when_woken(callbacks.transfer_progress_stream());
    let refused = fetch(from.path(), into.path(), callbacks);
    assert_eq!(refused.err().unwrap().class(), ErrorClass::Callback);
    assert_eq!(dropped.try_recv(), Ok(thread::current().id()));
}

#[asyncify(ext = Panicking)]
impl<'a> RemoteCallbacks<'a> {
    #[asyncify(name = panicking)]
    fn transfer_progress<F>(
        &mut self,
        #[item]
        #[map(|progress| -> usize { panic!("{} objects", progress.total_objects()) })]
        #[reply(true, closed = false)]
        cb: F,
    ) -> &mut RemoteCallbacks<'a>
    where
        F: FnMut(Progress<'_>) -> bool + 'a;
}

#[test]
fn a_panic_in_a_map_is_the_consumers() {
    let (from, into) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    origin(from.path());
    let mut callbacks = RemoteCallbacks::new();
    let mut received = callbacks.panicking();
    let cloned = fetch(from.path(), into.path(), callbacks);
    assert_eq!(
        cloned.err().map(|error| error.class()),
        Some(ErrorClass::Callback)
    );
    let said = format!("{} objects", FILES + 2);
    assert_eq!(hazards::panic_of(&mut received), said);
}
