//! `#[asyncify(blocking)]` on functions that return an iterator: a stream reads it ahead.

use std::fs::{self, File, ReadDir};
use std::io::{self, BufRead, BufReader, Lines, Read};
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{IntoIter, Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use asyncify::{BlockingStream, asyncify};
use futures::executor::block_on;
use futures::{FutureExt, StreamExt, TryStreamExt};

/// A folder of this test's own, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("asyncify-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// The lines of a file.
#[asyncify(blocking, stream)]
fn lines(path: &Path) -> io::Result<Lines<BufReader<File>>> {
    Ok(BufReader::new(File::open(path)?).lines())
}

#[asyncify(path = std::fs, blocking, stream)]
mod folder {
    use std::fs::ReadDir;
    use std::io;
    use std::path::Path;

    pub fn read_dir(path: impl AsRef<Path>) -> io::Result<ReadDir>;
}

#[test]
fn files_and_folders() {
    let folder = Folder::new("files");
    let text = folder.0.join("text");
    fs::write(&text, "one\ntwo\n").unwrap();
    block_on(async {
        let lines: BlockingStream<io::Result<String>> = lines(&text).await?;
        assert_eq!(lines.try_collect::<Vec<_>>().await?, ["one", "two"]);
        let mut entries = folder::read_dir(&folder.0).await?;
        let entry = entries.next().await.expect("an entry")?;
        assert_eq!(entry.path(), text);
        assert!(entries.next().await.is_none());
        let missing = folder::read_dir(folder.0.join("none")).await.unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
        io::Result::Ok(())
    })
    .unwrap();
}

/// Chunks of at most so many bytes, until the end.
#[asyncify(blocking, buffer = 2)]
fn chunks(mut from: impl Read, size: usize) -> impl Iterator<Item = io::Result<Vec<u8>>> {
    std::iter::from_fn(move || {
        let mut chunk = vec![0; size];
        match from.read(&mut chunk) {
            Ok(0) => None,
            Ok(length) => {
                chunk.truncate(length);
                Some(Ok(chunk))
            }
            Err(error) => Some(Err(error)),
        }
    })
}

#[test]
fn a_file_in_chunks() {
    let chunks = chunks(&b"seven b"[..], 4);
    let chunks: Vec<_> = block_on(chunks.try_collect()).unwrap();
    assert_eq!(chunks, [b"seve".to_vec(), b"n b".to_vec()]);
}

#[asyncify(blocking, stream)]
fn received<T>(from: Receiver<T>) -> IntoIter<T> {
    from.into_iter()
}

#[test]
fn a_channel_brings_what_is_sent_until_it_closes() {
    let (tell, told) = channel();
    let mut told: BlockingStream<u8> = received(told);
    tell.send(1).unwrap();
    assert_eq!(block_on(told.next()), Some(1));
    assert!(told.next().now_or_never().is_none());
    tell.send(2).unwrap();
    drop(tell);
    assert_eq!(block_on(told.collect::<Vec<_>>()), [2]);
}

/// A microphone whose `next` blocks until there is sound.
struct Microphone {
    blocks: Receiver<[f32; 4]>,
    dropped: Sender<()>,
}

impl Microphone {
    #[asyncify(blocking, buffer = 8)]
    fn listen(self, gain: &f32) -> Box<dyn Iterator<Item = [f32; 4]> + Send> {
        let gain = *gain;
        Box::new(self.map(move |block| block.map(|sample| sample * gain)))
    }
}

impl Iterator for Microphone {
    type Item = [f32; 4];

    fn next(&mut self) -> Option<[f32; 4]> {
        self.blocks.recv().ok()
    }
}

impl Drop for Microphone {
    fn drop(&mut self) {
        self.dropped.send(()).unwrap();
    }
}

#[test]
fn a_microphone_is_let_go_of_when_the_stream_is_dropped() {
    let (tell, blocks) = channel();
    let (dropped, told) = channel();
    let microphone = Microphone { blocks, dropped };
    let mut sound = microphone.listen(&2.0);
    tell.send([0.5; 4]).unwrap();
    assert_eq!(block_on(sound.next()), Some([1.0; 4]));
    drop(sound);
    // What blocks in `next` can't be told of the end.
    let _ = tell.send([0.0; 4]);
    told.recv().expect("dropped, on the pool");
}

/// What is borrowed is lent to the iterator's making, not to the iterator.
#[asyncify(blocking)]
fn words(text: &str, skipped: Option<&str>) -> impl Iterator<Item = String> + use<> {
    let words: Vec<_> = text.split(' ').map(str::to_owned).collect();
    let skipped = skipped.map(str::to_owned);
    words
        .into_iter()
        .filter(move |word| Some(word) != skipped.as_ref())
}

#[asyncify(blocking)]
fn halves<'a>(text: &'a str) -> Option<impl Iterator<Item = String>> {
    let (left, right) = text.split_at_checked(text.len() / 2)?;
    Some([left.to_owned(), right.to_owned()].into_iter())
}

#[test]
fn arguments_that_are_lent() {
    let text = "one two three".to_owned();
    let words = words(&text, Some("two"));
    assert_eq!(block_on(words.collect::<Vec<_>>()), ["one", "three"]);
    let halves = block_on(halves(&text[..4])).expect("a half");
    assert_eq!(block_on(halves.collect::<Vec<_>>()), ["on", "e "]);
}

#[asyncify(blocking)]
fn below_last(seen: &mut Vec<u8>) -> Option<impl Iterator<Item = u8> + use<>> {
    let last = seen.pop()?;
    Some(0..last)
}

#[test]
fn what_is_changed_on_the_way_to_a_stream_comes_back() {
    let mut seen = vec![1, 3];
    let below = block_on(below_last(&mut seen)).expect("a last one");
    assert_eq!(seen, [1]);
    assert_eq!(block_on(below.count()), 3);
}

#[asyncify(blocking, once)]
fn as_it_is(n: u8) -> std::ops::Range<u8> {
    0..n
}

#[test]
fn an_iterator_that_does_not_block_can_be_had_itself() {
    assert_eq!(block_on(as_it_is(3)).sum::<u8>(), 3);
}

#[asyncify(blocking, keep, buffer = one() + 1)]
fn counted(failing: bool) -> impl Iterator<Item = u8> {
    assert!(!failing, "no iterator");
    0..3
}

fn one() -> usize {
    1
}

#[test]
fn it_is_named_after_what_it_returns() {
    assert_eq!(
        block_on(counted_stream(false).count()),
        counted(false).count()
    );
    let caught = catch_unwind(|| block_on(counted_stream(true).count()));
    assert_eq!(
        *caught.unwrap_err().downcast::<&str>().unwrap(),
        "no iterator"
    );
}

/// The standard library's iterators that block are known by their names.
#[asyncify(blocking, buffer = 2)]
fn parts(text: Vec<u8>) -> io::Result<io::Split<io::Cursor<Vec<u8>>>> {
    Ok(io::Cursor::new(text).split(b' '))
}

#[asyncify(blocking, once)]
fn entries(path: &Path) -> io::Result<ReadDir> {
    fs::read_dir(path)
}

#[test]
fn iterators_known_by_name() {
    block_on(async {
        let parts: BlockingStream<io::Result<Vec<u8>>> = parts(b"one two".into()).await?;
        assert_eq!(parts.try_collect::<Vec<_>>().await?, [b"one", b"two"]);
        let mut entries: ReadDir = entries(Path::new("/")).await?;
        assert!(entries.next().is_some());
        io::Result::Ok(())
    })
    .unwrap();
}

#[derive(Clone)]
struct Library(Arc<Mutex<Vec<u8>>>);

// What is said of streams concerns only those of the block.
#[asyncify(blocking, buffer = 2)]
impl Library {
    fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    fn titles<T: From<u8> + Send + 'static>(&self, skip: usize) -> impl Iterator<Item = T> {
        let books = self.0.lock().unwrap().clone();
        books.into_iter().skip(skip).map(T::from)
    }

    fn books(&self) -> impl Iterator<Item = u8> + use<> {
        self.0.lock().unwrap().clone().into_iter()
    }

    fn shelves(self: Arc<Self>) -> impl Iterator<Item = usize> {
        (0..).take_while(move |shelf| *shelf < self.0.lock().unwrap().len())
    }
}

#[test]
fn methods() {
    let library = Library(Arc::new(Mutex::new(vec![4, 5])));
    assert_eq!(block_on(library.count()), 2);
    assert_eq!(block_on(library.books().collect::<Vec<_>>()), [4, 5]);
    assert_eq!(block_on(library.titles::<u64>(1).collect::<Vec<_>>()), [5]);
    assert_eq!(block_on(Arc::new(library).shelves().count()), 2);
}

fn is_send<T: Send>(_: &T) {}

#[test]
fn the_stream_can_go_anywhere() {
    is_send::<BlockingStream<<ReadDir as Iterator>::Item>>(&BlockingStream::new(1, []));
}
