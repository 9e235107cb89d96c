//! `#[asyncify(blocking, wrapper = AsyncName)]`: handles whose methods run on a pool of threads.

use std::fmt::Debug;
use std::fs::{self, File, Metadata};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Barrier};

use asyncify::asyncify;
use futures::executor::block_on;
use futures::{FutureExt, StreamExt, join};

#[asyncify(blocking, wrapper = AsyncFile)]
impl std::fs::File {
    fn create(path: impl AsRef<Path>) -> io::Result<Self>;
    fn open(path: impl AsRef<Path>) -> io::Result<File>;
    fn metadata(&self) -> io::Result<Metadata>;
    fn set_len(&self, size: u64) -> io::Result<()>;
    fn try_clone(&self) -> io::Result<Self>;
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize>;
    fn read_to_string(&mut self, text: &mut String) -> io::Result<usize>;
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()>;
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64>;
}

#[test]
fn a_file() {
    let path = std::env::temp_dir().join(format!("asyncify-wrapper-{}", std::process::id()));
    block_on(async {
        let file = AsyncFile::create(&path).await?;
        file.write_all(b"seven bytes").await?;
        file.set_len(7).await?;
        assert_eq!(file.metadata().await?.len(), 7);

        let file = AsyncFile::open(&path).await?.try_clone().await?;
        let mut buffer = [0; 2];
        assert_eq!(file.read(&mut buffer).await?, 2);
        assert_eq!(&buffer, b"se");
        let mut text = String::new();
        file.read_to_string(&mut text).await?;
        assert_eq!(text, "ven b");
        file.clone().seek(SeekFrom::Start(3)).await?;
        let mut inner: File = file.into_inner().await;
        text.clear();
        inner.read_to_string(&mut text)?;
        assert_eq!(text, "en b");

        let missing = AsyncFile::open("/no/such/file").await.unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
        io::Result::Ok(())
    })
    .unwrap();
    fs::remove_file(path).unwrap();
}

/// A channel's end, which no two threads may look at.
#[asyncify(blocking, wrapper = AsyncReceiver, buffer = 4)]
impl<T: Send + 'static> Receiver<T> {
    fn into_iter(self) -> std::sync::mpsc::IntoIter<T>;
}

#[test]
fn what_is_not_shared_need_not_be_sync() {
    let (sender, receiver) = channel();
    let receiver = AsyncReceiver::from(receiver);
    (0..9).for_each(|n| sender.send(n).unwrap());
    drop(sender);
    let all = block_on(async { receiver.into_iter().await.collect::<Vec<_>>().await });
    assert!(all.into_iter().eq(0..9));
}

/// Chunks of what it heard.
struct Microphone(Vec<u8>);

#[asyncify(blocking, wrapper = AsyncMicrophone, buffer = 2)]
impl Microphone {
    fn open(heard: &[u8]) -> Option<Microphone> {
        (!heard.is_empty()).then(|| Microphone(heard.to_vec()))
    }

    fn rate(&self) -> usize {
        self.0.len()
    }

    fn chunks(&self, size: usize) -> impl Iterator<Item = Vec<u8>> {
        let mut heard = self.0.clone().into_iter();
        std::iter::from_fn(move || {
            let chunk: Vec<u8> = heard.by_ref().take(size).collect();
            (!chunk.is_empty()).then_some(chunk)
        })
    }
}

#[test]
fn chunks_of_what_stays_in_the_handle() {
    block_on(async {
        let microphone: AsyncMicrophone = Microphone::open(&[1, 2, 3]).unwrap().into();
        assert_eq!(microphone.rate().await, 3);
        let chunks = microphone.chunks(2).await;
        assert_eq!(chunks.collect::<Vec<_>>().await, [vec![1, 2], vec![3]]);
        let opened: Option<AsyncMicrophone> = AsyncMicrophone::open(&[]).await;
        assert!(opened.is_none());
    });
}

fn is_shared<T: Clone + Debug + Send + Sync + 'static>(value: &T) -> String {
    format!("{value:?}")
}

/// Counts up, and tells of it.
struct Counter {
    count: u8,
    go_on: Receiver<()>,
    told: Sender<u8>,
}

/// A counter whose calls take their time.
#[asyncify(blocking, wrapper = pub(crate) AsyncCounter)]
impl Counter {
    const FIRST: u8 = 1;

    fn new(go_on: Receiver<()>, told: Sender<u8>) -> Self {
        let count = Self::FIRST;
        Counter { count, go_on, told }
    }

    fn if_even(count: u8, go_on: Receiver<()>, told: Sender<u8>) -> Option<Self> {
        (count % 2 == 0).then_some(Counter { count, go_on, told })
    }

    /// Tells that it has begun, and goes on when it is told to.
    fn next(&mut self, step: u8) -> u8 {
        self.told.send(self.count).unwrap();
        self.go_on.recv().expect("it is told");
        self.count += step;
        self.told.send(self.count).unwrap();
        self.count
    }

    fn count(&self) -> u8 {
        self.count
    }

    fn fail(&mut self) {
        panic!("at {}", self.count);
    }

    fn rest(mut self) -> impl Iterator<Item = u8> {
        (0..2).map(move |step| self.next(step))
    }

    fn add(&mut self, other: &[Option<u8>]) -> Vec<u8> {
        other.iter().flatten().map(|n| n + self.count).collect()
    }

    #[asyncify(skip)]
    fn each(&self, callback: impl FnOnce(u8)) {
        callback(self.count);
    }
}

fn counter() -> (AsyncCounter, Sender<()>, Receiver<u8>) {
    let (tell, go_on) = channel();
    let (told, counts) = channel();
    (Counter::new(go_on, told).into(), tell, counts)
}

#[test]
fn calls_follow_each_other_in_the_order_of_their_first_poll() {
    let (counter, tell, counts) = counter();
    assert_eq!(is_shared(&counter), "AsyncCounter { .. }");
    let (first, second, third) = (counter.next(10), counter.next(20), counter.count());
    let mut second = Box::pin(second);
    assert!(second.as_mut().now_or_never().is_none());
    tell.send(()).unwrap();
    tell.send(()).unwrap();
    let found = block_on(async { join!(third, first, second) });
    assert_eq!(found, (21, 31, 21));
    assert_eq!(counts.try_iter().collect::<Vec<_>>(), [1, 21, 21, 31]);
}

#[test]
fn a_cancelled_call_runs_to_its_end_before_the_next() {
    let (counter, tell, counts) = counter();
    let mut cancelled = Box::pin(counter.next(1));
    assert!(cancelled.as_mut().now_or_never().is_none());
    assert_eq!(counts.recv(), Ok(1), "it has begun");
    drop(cancelled);
    let mut next = Box::pin(counter.count());
    assert!(next.as_mut().now_or_never().is_none());
    tell.send(()).unwrap();
    assert_eq!(block_on(next), 2);
}

#[test]
fn a_call_that_is_dropped_in_the_queue_never_runs() {
    let (counter, tell, counts) = counter();
    let mut running = Box::pin(counter.next(1));
    assert!(running.as_mut().now_or_never().is_none());
    for _ in 0..3 {
        assert!(counter.next(100).now_or_never().is_none());
    }
    let mut last = Box::pin(counter.next(2));
    assert!(last.as_mut().now_or_never().is_none());
    tell.send(()).unwrap();
    tell.send(()).unwrap();
    assert_eq!(block_on(async { join!(last, running) }), (4, 2));
    assert_eq!(counts.try_iter().collect::<Vec<_>>(), [1, 2, 2, 4]);
}

#[test]
fn a_panic_is_resumed_in_its_caller_and_leaves_the_value() {
    let (counter, _tell, _counts) = counter();
    let caught = catch_unwind(AssertUnwindSafe(|| block_on(counter.fail())));
    assert_eq!(*caught.unwrap_err().downcast::<String>().unwrap(), "at 1");
    assert_eq!(block_on(counter.add(&[None, Some(2)])), [3]);
}

#[test]
fn what_takes_self_leaves_the_other_clones_empty() {
    let (counter, tell, _counts) = counter();
    let clone = counter.clone();
    tell.send(()).unwrap();
    tell.send(()).unwrap();
    let rest = block_on(counter.rest());
    assert_eq!(block_on(rest.collect::<Vec<_>>()), [1, 2]);
    let caught = catch_unwind(AssertUnwindSafe(|| block_on(clone.count())));
    assert!(
        caught
            .unwrap_err()
            .downcast::<&str>()
            .unwrap()
            .contains("empty")
    );
}

#[test]
fn constructors_may_have_none() {
    let ((_tell, go_on), (told, _counts)) = (channel(), channel());
    let even = block_on(AsyncCounter::if_even(4, go_on, told)).expect("it is even");
    let mut seen = 0;
    block_on(even.into_inner()).each(|count| seen = count);
    assert_eq!(seen, 4);
}

/// Whose methods only look at it.
#[derive(Clone)]
struct Table<T>(Arc<Barrier>, Vec<T>);

#[asyncify(blocking, wrapper = AsyncTable)]
impl<T: Clone + PartialEq> Table<T> {
    fn find(&self, value: &T) -> Option<usize> {
        self.0.wait();
        self.1.iter().position(|known| known == value)
    }

    fn into_inner(self) -> Vec<T> {
        self.1
    }
}

#[test]
fn calls_that_only_look_run_at_once() {
    let table = AsyncTable::from(Table(Arc::new(Barrier::new(2)), vec!["a", "b"]));
    let clone = table.clone();
    // Each waits for the other.
    let found = block_on(async { join!(table.find(&"b"), clone.find(&"c")) });
    assert_eq!(found, (Some(1), None));
    assert_eq!(block_on(table.into_inner()), ["a", "b"]);
    let caught = catch_unwind(AssertUnwindSafe(|| block_on(clone.find(&"a"))));
    assert!(caught.is_err());
}
