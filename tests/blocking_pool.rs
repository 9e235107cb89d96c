//! `#[asyncify(blocking)]` on functions that take no callback: they run on a pool of threads.

use std::io::{self, Read};
use std::panic::catch_unwind;
use std::path::Path;
use std::rc::Rc;
use std::str::FromStr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};
use std::time::Duration;

use asyncify::asyncify;
use futures::FutureExt;
use futures::executor::block_on;

fn is_send<T: Send>(value: T) -> T {
    value
}

#[asyncify(blocking)]
fn thread() -> ThreadId {
    thread::current().id()
}

#[test]
fn it_runs_on_another_thread() {
    assert_ne!(block_on(is_send(thread())), thread::current().id());
}

/// Where it is first polled, it begins, and not before.
#[asyncify(blocking)]
fn count(calls: Arc<AtomicUsize>) -> usize {
    calls.fetch_add(1, Ordering::SeqCst) + 1
}

/// Named like an iterator of the standard library.
#[derive(Debug, PartialEq)]
struct Bytes(Vec<u8>);

impl IntoIterator for Bytes {
    type Item = u8;
    type IntoIter = std::vec::IntoIter<u8>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[asyncify(blocking)]
fn read_bytes(length: u8) -> io::Result<Bytes> {
    Ok(Bytes((0..length).collect()))
}

#[asyncify(blocking)]
fn listed(length: u8) -> std::vec::IntoIter<u8> {
    Vec::from_iter(0..length).into_iter()
}

#[test]
fn values_named_like_iterators_that_block_are_values() {
    let bytes = block_on(read_bytes(2)).unwrap();
    assert_eq!(bytes, Bytes(vec![0, 1]));
    assert_eq!(block_on(listed(2)).as_slice(), [0, 1]);
}

#[test]
fn what_is_never_polled_never_runs() {
    let calls = Arc::new(AtomicUsize::new(0));
    drop(count(calls.clone()));
    assert_eq!(block_on(count(calls)), 1);
}

#[asyncify(blocking)]
fn fail(text: &str) {
    panic!("no {text}");
}

#[test]
fn a_panic_is_resumed_in_the_caller() {
    let caught = catch_unwind(|| block_on(fail("way")));
    let payload = caught.expect_err("the panic");
    assert_eq!(payload.downcast_ref::<String>().unwrap(), "no way");
}

/// Borrowed arguments are copied, and borrowed there.
#[asyncify(blocking)]
fn sizes<T: AsRef<[u8]>>(
    text: &str,
    bytes: &[u8],
    path: &Path,
    name: Option<&str>,
    value: &T,
    (left, mut right): (u8, u8),
    _: &'static str,
) -> [usize; 6] {
    right += left;
    [
        text.len(),
        bytes.len(),
        path.as_os_str().len(),
        name.map_or(0, str::len),
        value.as_ref().len(),
        right.into(),
    ]
}

#[test]
fn borrowed_arguments_are_copied() {
    let (text, name, value) = ("one".to_owned(), "four".to_owned(), vec![0; 5]);
    let path = Path::new("/a").to_owned();
    let found = block_on(is_send(sizes(
        &text,
        &[1],
        &path,
        Some(&name),
        &value,
        (2, 4),
        "",
    )));
    assert_eq!(found, [3, 1, 2, 4, 5, 6]);
}

#[asyncify(blocking)]
fn converted(
    path: impl AsRef<Path>,
    name: impl Into<String>,
    more: impl Read,
) -> io::Result<String> {
    let mut text = format!("{} {}", path.as_ref().display(), name.into());
    let mut more = more;
    more.read_to_string(&mut text)?;
    Ok(text)
}

#[test]
fn what_converts_is_converted_first_and_may_be_borrowed() {
    let (path, name) = ("a".to_owned(), "b".to_owned());
    let text = block_on(converted(&path, name.as_str(), &b" c"[..])).unwrap();
    assert_eq!(text, "a b c");
}

/// What is lent to be changed is changed when the call is done.
#[asyncify(blocking)]
fn change(bytes: &mut [u8], list: &mut Vec<String>, text: &mut String) -> usize {
    bytes.fill(7);
    list.push("three".to_owned());
    text.push('!');
    list.len()
}

#[test]
fn what_is_lent_to_be_changed_comes_back() {
    let (mut bytes, mut list, mut text) = ([0; 2], vec![String::new()], "hi".to_owned());
    let length = block_on(change(&mut bytes, &mut list, &mut text));
    assert_eq!(
        (length, bytes, list[1].as_str(), text.as_str()),
        (2, [7, 7], "three", "hi!")
    );
}

/// Tells that it has begun, and waits until it is told to go on.
#[asyncify(blocking)]
fn wait(begun: Sender<()>, go_on: Receiver<()>, list: &mut Vec<u8>) {
    begun.send(()).expect("somebody listens");
    go_on.recv().expect("it is told");
    list.push(2);
}

#[test]
fn a_cancelled_call_keeps_what_it_has_taken() {
    let ((begun, is_begun), (tell, go_on)) = (channel(), channel());
    let mut list = vec![1];
    let mut call = Box::pin(wait(begun, go_on, &mut list));
    assert!(call.as_mut().now_or_never().is_none());
    // Work that has not begun would be dropped with the call.
    is_begun.recv().unwrap();
    drop(call);
    tell.send(()).unwrap();
    assert_eq!(list, [], "taken, and not given back");
}

#[asyncify(blocking)]
fn factorial(n: u64) -> u64 {
    if n < 2 { 1 } else { n * factorial(n - 1) }
}

#[test]
fn a_function_goes_on_calling_itself() {
    assert_eq!(block_on(factorial(5)), 120);
}

#[asyncify(blocking, keep)]
fn double(n: u8) -> u8 {
    n * 2
}

#[asyncify(blocking, name = later)]
fn now() -> u8 {
    3
}

#[test]
fn both_versions_may_stay_and_the_twin_be_renamed() {
    assert_eq!(double(2), block_on(double_async(2)));
    assert_eq!(block_on(later()), 3);
}

#[derive(Clone)]
struct Store(Arc<Mutex<Vec<u8>>>);

#[asyncify(blocking)]
impl Store {
    const EMPTY: usize = 0;

    #[asyncify(skip)]
    fn new() -> Self {
        Store(Arc::default())
    }

    const fn is_const() -> bool {
        true
    }

    async fn is_async(self: &Arc<Self>) -> bool {
        self.len().await == Self::EMPTY
    }

    #[expect(clippy::needless_return)]
    fn push(&self, value: u8) -> &'static str {
        self.0.lock().unwrap().push(value);
        return "pushed";
    }

    fn len(self: &Arc<Self>) -> usize {
        self.0.lock().unwrap().len()
    }

    fn take(self) -> Result<Vec<u8>, Vec<u8>> {
        let inner = Arc::try_unwrap(self.0).map_err(|shared| shared.lock().unwrap().clone())?;
        Ok(inner.into_inner().unwrap())
    }
}

struct Pair<T>(T, T);

#[asyncify(blocking)]
impl<T: Ord> Pair<T> {
    #[allow(clippy::boxed_local)]
    fn greater(self: Box<Self>) -> T {
        Ord::max(self.0, self.1)
    }
}

#[test]
fn methods_of_a_block() {
    let store = Arc::new(Store::new());
    assert!(Store::is_const() && block_on(Store::is_async(&store)));
    assert_eq!(block_on(is_send(store.push(1))), "pushed");
    assert_eq!(block_on(store.len()), 1);
    let store = Arc::into_inner(store).unwrap();
    assert_eq!(block_on(store.take()), Ok(vec![1]));
    assert_eq!(block_on(Box::new(Pair(1, 2)).greater()), 2);
}

#[asyncify(path = std::fs, blocking)]
mod fs {
    use std::io;
    use std::path::Path;

    pub fn read_to_string(path: impl AsRef<Path>) -> io::Result<String>;
    pub fn write(path: &Path, contents: &[u8]) -> io::Result<()>;
    pub fn remove_file<P: AsRef<Path>>(path: P) -> io::Result<()>;

    #[asyncify(skip)]
    pub fn copy(from: &Path, to: &Path) -> io::Result<u64>;
}

#[test]
fn functions_of_others() {
    let path = std::env::temp_dir().join(format!("asyncify-{}", std::process::id()));
    block_on(async {
        fs::write(&path, b"text").await?;
        assert_eq!(fs::read_to_string(&path).await?, "text");
        fs::remove_file(&path).await?;
        let gone = fs::read_to_string(&path).await.unwrap_err();
        assert_eq!(gone.kind(), io::ErrorKind::NotFound);
        io::Result::Ok(())
    })
    .unwrap();
}

#[asyncify(ext = ReceiverExt, blocking)]
impl<T: Send + 'static> Arc<Mutex<Receiver<T>>> {
    fn clone(&self) -> Self;
}

trait Wait {
    fn wait(&self, time: Duration) -> Result<u8, RecvTimeoutError>;
}

impl Wait for Arc<Mutex<Receiver<u8>>> {
    fn wait(&self, time: Duration) -> Result<u8, RecvTimeoutError> {
        self.lock().unwrap().recv_timeout(time)
    }
}

#[asyncify(ext = WaitExt, blocking)]
impl<W: Wait> W {
    fn wait(&self, time: Duration) -> Result<u8, RecvTimeoutError>;
}

#[test]
fn methods_of_others() {
    let (tell, told) = channel();
    let told = Arc::new(Mutex::new(told));
    let waiting = told.wait_async(Duration::from_secs(20));
    tell.send(5).unwrap();
    assert_eq!(block_on(is_send(waiting)), Ok(5));
    assert!(Arc::ptr_eq(&told, &block_on(told.clone_async())));
}

/// A trait gets provided methods.
#[asyncify(blocking)]
trait Source: Sized {
    fn read(&self, from: &[u8]) -> Option<u8>;

    fn first(self) -> Option<u8> {
        self.read(&[1, 2])
    }
}

#[derive(Clone)]
struct Last;

impl Source for Last {
    fn read(&self, from: &[u8]) -> Option<u8> {
        from.last().copied()
    }
}

#[test]
fn methods_of_a_trait() {
    assert_eq!(block_on(is_send(Last.read_async(&[1, 3]))), Some(3));
    assert_eq!(block_on(Last.first_async()), Some(2));
}

#[asyncify(blocking)]
fn hidden(flag: bool) -> impl Fn(u8) -> u8 + Send {
    move |n| if flag { n + 1 } else { n }
}

#[test]
fn a_type_without_a_name_is_returned() {
    assert_eq!(block_on(hidden(true))(1), 2);
}

#[asyncify(blocking)]
fn parsed<'a, T: FromStr, const N: usize>(
    texts: &'a [&'static str; N],
    last: &'a str,
) -> [Option<T>; N]
where
    T::Err: std::fmt::Debug,
{
    texts.map(|text| {
        if text == last {
            None
        } else {
            Some(text.parse().unwrap())
        }
    })
}

#[test]
fn generic_functions() {
    let found = block_on(is_send(parsed::<u8, 2>(&["1", "2"], "2")));
    assert_eq!(found, [Some(1), None]);
}

struct Mixed;

#[asyncify(blocking)]
impl Mixed {
    /// Calls back while it blocks.
    fn each(self, mut callback: impl FnMut(u8)) {
        (0..2).for_each(&mut callback);
    }

    #[asyncify(name = counted)]
    fn count(self) -> usize {
        2
    }

    fn apply(#[skip] change: impl FnOnce(u8) -> u8) -> u8 {
        change(1)
    }
}

#[test]
fn some_call_back_and_others_do_not() {
    let each = futures::executor::block_on_stream(Mixed.each());
    assert_eq!(each.count(), block_on(Mixed.counted()));
    let added = 2;
    assert_eq!(block_on(Mixed::apply(move |n| n + added)), 3);
}

#[test]
fn the_future_is_send_as_far_as_what_it_is_given() {
    let value = Rc::new(1);
    let double = async move { double_async(*value).await };
    assert_eq!(block_on(double), 2);
}
