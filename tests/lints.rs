//! The expansion is as clean as what a careful person writes.
#![deny(
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    nonstandard_style,
    unused,
    rust_2018_idioms,
    rust_2024_compatibility,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    let_underscore_drop,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    ungated_async_fn_track_caller,
    unsafe_op_in_unsafe_fn,
    unused_import_braces,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences,
    clippy::all,
    clippy::pedantic,
    clippy::nursery
)]

use std::future::ready;
use std::thread;

use asyncify::{HandOut, Portal, asyncify};
use futures::executor::{block_on, block_on_stream};

/// Adds.
#[asyncify]
fn add(a: i32, b: i32, callback: impl FnOnce(i32) + Send + 'static) {
    drop(thread::spawn(move || callback(a + b)));
}

/// Adds.
#[asyncify(callback, abandoned = 0)]
#[must_use]
pub async fn add_later(a: i32, b: &str) -> i32 {
    ready(a).await + b.parse::<i32>().unwrap_or_default()
}

/// Subtracts.
#[allow(unsafe_code)]
#[asyncify(callback, portal = Portal::shared(), abandoned = 0)]
#[must_use]
pub async extern "C" fn subtract(a: i32, b: i32) -> i32 {
    ready(a).await - b
}

/// Counts.
#[asyncify(overflow = drop_oldest)]
fn count(
    n: u32,
    #[item]
    #[map(|n, name| (n, name.to_string()))]
    mut on_item: impl FnMut(u32, &str) + Send + 'static,
    #[error] on_error: impl FnMut(String) + Send + 'static,
    #[end] on_end: Box<dyn Fn() + Send>,
) -> Result<thread::JoinHandle<()>, String> {
    drop(on_error);
    Ok(thread::spawn(move || {
        (0..n).for_each(|i| on_item(i, "n"));
        on_end();
    }))
}

/// Fills.
#[allow(
    clippy::used_underscore_binding,
    reason = "what is lent is given back, whatever its name says"
)]
#[asyncify(blocking)]
fn fill_on_pool(
    path: &std::path::Path,
    name: impl Into<String>,
    bytes: &mut [u8],
    _rest: &mut [u8],
) -> Result<u8, String> {
    let name = name.into();
    bytes.fill(1);
    match path.to_str() {
        Some(path) => Ok(u8::from(name.len() > path.len())),
        None => Err(name),
    }
}

/// Reads on.
#[asyncify(blocking, stream, buffer = 4)]
fn read_on(bytes: Vec<u8>) -> Result<Box<dyn Iterator<Item = u8> + Send>, std::io::Error> {
    if bytes.is_empty() {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Box::new(bytes.into_iter()))
}

/// A word, in the end a longer one.
#[asyncify(context)]
pub async fn word(of: &str, at: Option<&usize>, out: HandOut<String>) -> Result<(), String> {
    let taken = of.split(' ').nth(at.copied().unwrap_or_default());
    let given = out.give(taken.ok_or("no such word")?.to_owned()).await;
    (given.len() > 1).then_some(()).ok_or(given)
}

/// A port.
#[derive(Debug, Clone, Copy)]
pub struct Port(u8);

#[asyncify(blocking, wrapper = AsyncPort)]
impl Port {
    /// Opens it.
    #[must_use]
    pub const fn closed() -> Self {
        Self(0)
    }

    /// Opens it.
    #[must_use]
    pub fn open(number: u8) -> Option<Self> {
        (number < 8).then_some(Self(number))
    }

    /// Reads.
    pub fn read(&mut self, bytes: &mut [u8]) -> u8 {
        bytes.fill(self.0);
        self.0
    }
}

/// A table.
#[derive(Debug, Clone)]
struct Table<T>(Vec<T>);

#[asyncify(blocking)]
impl<T: PartialEq + Sync> Table<T> {
    /// Finds.
    fn find(&self, value: &T) -> Option<usize> {
        self.0.iter().position(|known| known == value)
    }

    /// Takes all out.
    fn into_rows(self) -> impl Iterator<Item = T> {
        self.0.into_iter()
    }
}

#[test]
fn blocking_code_is_called() {
    let mut bytes = [0; 2];
    let filled = fill_on_pool(std::path::Path::new("a"), "bc", &mut bytes, &mut []);
    assert_eq!(block_on(filled), Ok(1));
    let on = block_on(read_on(vec![1])).expect("a stream");
    assert_eq!(block_on_stream(on).count(), 1);
    assert_eq!(Port::closed().0, 0);
    let port = block_on(AsyncPort::open(7)).expect("a port");
    assert_eq!(block_on(port.read(&mut bytes)), 7);
    let table = Table(vec![3]);
    assert_eq!(block_on(table.find(&3)), Some(0));
    assert_eq!(block_on_stream(table.into_rows()).count(), 1);
}

/// Counts down.
#[asyncify]
fn count_down(
    #[item] mut on_item: impl FnMut(u8) + Send + 'static,
    #[end] on_end: Box<dyn Fn(u8, Result<(), &'static str>) + Send>,
) {
    on_item(1);
    on_end(0, Ok(()));
}

/// When.
#[derive(Clone, Debug)]
pub struct Time;

/// Samples.
#[asyncify(frames, keep)]
fn samples(mut callback: impl FnMut(&[u8], &Time) + Send + 'static) {
    callback(&[1], &Time);
}

/// Fills.
#[asyncify(feed, keep)]
fn fill(mut callback: impl FnMut(&mut [u8], &String) + Send + 'static) {
    callback(&mut [1], &String::new());
}

/// Does both.
#[asyncify(feed, keep)]
fn exchange(mut callback: impl FnMut(&[u8], &mut [u8], &Time) + Send + 'static) {
    callback(&[1], &mut [1], &Time);
}

/// Uploads.
#[asyncify(feed, keep, underrun = partial)]
fn upload(
    #[reply(|out| out.len())] mut callback: impl FnMut(&mut [u8]) -> usize + Send + 'static,
) -> usize {
    callback(&mut [1])
}

/// Copies.
#[asyncify(overflow = latest)]
pub fn copy(
    path: &str,
    #[progress] mut on_progress: impl FnMut(u64, u64) + Send + 'static,
    #[item] on_done: impl FnOnce(Result<usize, String>) + Send + 'static,
) -> Result<(), String> {
    on_progress(1, 2);
    on_done(Ok(path.len()));
    Ok(())
}

/// Reads.
#[asyncify(stream, blocking, overflow = latest, cancel = || ())]
fn read(
    mut lines: Vec<String>,
    mut callback: impl FnMut(&str) + Send + 'static,
) -> Result<usize, String> {
    lines.sort();
    for line in &lines {
        callback(line);
    }
    Ok(lines.len())
}

struct Client;

impl Client {
    fn fetch(&self, callback: impl FnOnce(u8)) {
        let Self = self;
        callback(1);
    }
}

#[asyncify(ext = pub(crate) ClientExt)]
impl Client {
    #[cfg_attr(all(), inline, must_use)]
    fn fetch(&self, callback: impl FnOnce(u8) + 'static);
}

/// Counts.
#[asyncify]
#[cfg_attr(all(), track_caller, inline)]
fn told_where(callback: impl FnOnce(u32) + Send + 'static) {
    callback(1);
}

/// A source.
#[asyncify]
trait Source {
    /// The next one.
    fn next(&self, callback: Box<dyn FnOnce(u8) + Send>);
}

impl Source for Client {
    fn next(&self, callback: Box<dyn FnOnce(u8) + Send>) {
        callback(2);
    }
}

/// Listens.
#[asyncify(listener)]
trait Listener: Send {
    /// It has begun.
    fn on_start(&mut self, name: &str, part: u8);
    /// It has failed.
    #[map(|code| -> i64 { i64::from(code) })]
    fn on_error(&self, code: i32);
    /// May it go on?
    #[reply(ask, default = |n| n > 0)]
    fn may_go_on(&self, n: u8) -> bool;
    /// It goes on.
    #[reply(|n| n > 0, closed = false)]
    fn going_on(&self, n: u8) -> bool;
    /// It is over.
    #[end]
    fn on_end(self: Box<Self>);
}

#[test]
fn it_runs_too() {
    let events = ListenerEvents::new();
    let mut sender = events.sender();
    sender.on_start("a", 1);
    sender.on_error(1);
    assert!(sender.going_on(1));
    drop(thread::spawn(move || {
        (sender.may_go_on(1), Box::new(sender).on_end())
    }));
    assert_eq!(block_on_stream(events).count(), 4);

    assert_eq!(block_on(add(1, 2)), Ok(3));
    assert_eq!(block_on_stream(count(3).expect("it starts")).count(), 3);
    assert_eq!(block_on_stream(count_down()).count(), 1);
    assert_eq!(block_on_stream(samples_stream()).count(), 1);
    samples(|_, _| {});
    assert_eq!(fill_feed().underruns(), 1);
    fill(|_, _| {});
    assert_eq!(block_on_stream(exchange_feed().split().0).count(), 1);
    exchange(|_, _, _| {});
    assert_eq!(*upload_feed().handle(), upload(|_| 0));
    assert_eq!(block_on_stream(read(vec![String::new()])).count(), 1);
    assert_eq!(block_on(copy("four")).ok(), Some(4));
    assert_eq!(block_on(Client.fetch_async()), Ok(1));
    assert_eq!(block_on(told_where()), Ok(1));
    assert_eq!(block_on(Client.next_async()), Ok(2));
}

#[test]
fn a_context_under_all_lints() {
    let longer = word("a b c", Some(&1)).with(async |word| {
        word.push('!');
        word.len()
    });
    assert_eq!(block_on(longer), Ok(2));
}

use asyncify as elsewhere;

macro_rules! written_by_a_macro {
    ($never:ty) => {
        #[asyncify(crate = crate::elsewhere)]
        fn with_handle(mut callback: impl FnMut(u8)) -> u8 {
            callback(1);
            3
        }

        #[asyncify(blocking)]
        fn never(mut callback: impl FnMut(u8)) -> $never {
            callback(2);
            panic!("it is over");
        }
    };
}

written_by_a_macro!(!);

#[test]
fn what_a_macro_writes_is_as_clean() {
    assert_eq!(block_on_stream(with_handle()).collect::<Vec<_>>(), [1]);
    assert_eq!(block_on_stream(never()).next(), Some(2));
}
