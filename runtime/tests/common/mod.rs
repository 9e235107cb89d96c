//! What the contract tests share: a thread that calls back, wakers to watch, things to drop.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::env;
use std::future::{Future, poll_fn};
use std::panic::resume_unwind;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use asyncify_runtime::{
    Emitter, ErrorSender, EventStream, Feed, FeedOptions, FeedReader, Frame, FrameOptions,
    FrameStream, FrameWriter, StreamOptions, feed_with_errors, frames, stream,
};
use futures::{FutureExt, Stream, StreamExt};

type Job = Box<dyn FnOnce() + Send>;

/// A thread of an API, which runs what it is given.
pub(crate) struct ApiThread {
    jobs: Sender<Job>,
    thread: Option<JoinHandle<()>>,
}

impl ApiThread {
    pub(crate) fn new() -> Self {
        let (jobs, queue) = channel::<Job>();
        let thread = thread::spawn(move || queue.into_iter().for_each(|job| job()));
        Self {
            jobs,
            thread: Some(thread),
        }
    }

    /// Starts a job there.
    pub(crate) fn start(&self, job: impl FnOnce() + Send + 'static) {
        self.jobs.send(Box::new(job)).unwrap();
    }

    /// Runs a job there, to its end.
    pub(crate) fn run<R: Send + 'static>(&self, job: impl FnOnce() -> R + Send + 'static) -> R {
        let (tell, told) = channel();
        self.start(move || tell.send(job()).unwrap());
        told.recv_timeout(PATIENCE)
            .expect("the job neither blocked nor unwound")
    }

    pub(crate) fn id(&self) -> thread::ThreadId {
        self.thread.as_ref().unwrap().thread().id()
    }

    /// Ends the thread and joins it, as many an API's `Drop` does.
    pub(crate) fn join(mut self) {
        let Self { jobs, thread } = &mut self;
        *jobs = channel().0;
        thread.take().unwrap().join().unwrap();
    }
}

/// How long a test waits for what must come.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        thread::sleep(Duration::from_millis(1));
    }
}

/// Whether a thread of that name is one of the pool's on which blocking code runs outside of tokio.
pub(crate) fn is_of_the_pool(thread: Option<&str>) -> bool {
    let pool = match cfg!(feature = "blocking") {
        true => "blocking-",
        false => "asyncify-pool",
    };
    thread.is_some_and(|name| name.starts_with(pool))
}

/// Counts how often it is woken.
#[derive(Default)]
pub(crate) struct CountingWaker(AtomicUsize);

impl CountingWaker {
    pub(crate) fn new() -> (Arc<Self>, Waker) {
        let counter = Arc::new(Self::default());
        (Arc::clone(&counter), counter.into())
    }

    pub(crate) fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

impl Wake for CountingWaker {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// Runs a closure when it is woken: an executor that polls, or drops, inside the wake.
pub(crate) struct InlineWaker(Mutex<Option<Job>>);

impl InlineWaker {
    pub(crate) fn waker(job: impl FnOnce() + Send + 'static) -> Waker {
        Arc::new(Self(Mutex::new(Some(Box::new(job))))).into()
    }
}

impl Wake for InlineWaker {
    fn wake(self: Arc<Self>) {
        let job = self.0.lock().unwrap().take();
        if let Some(job) = job {
            job();
        }
    }
}

/// A waker that panics.
pub(crate) struct PanickingWaker;

impl Wake for PanickingWaker {
    fn wake(self: Arc<Self>) {
        panic!("a waker that panics");
    }
}

/// Counts how often something was dropped.
#[derive(Clone, Default)]
pub(crate) struct Drops(Arc<AtomicUsize>);

impl Drops {
    pub(crate) fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }

    pub(crate) fn counted(&self) -> Counted {
        Counted(self.clone())
    }
}

/// Adds to its [`Drops`] when dropped.
pub(crate) struct Counted(Drops);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// Panics when dropped.
#[derive(Debug)]
pub(crate) struct PanicsOnDrop;

impl Drop for PanicsOnDrop {
    fn drop(&mut self) {
        if !thread::panicking() {
            panic!("a value that panics when dropped");
        }
    }
}

/// A handle that tells which thread dropped it.
pub(crate) struct Tattletale(Sender<DroppedOn>);

#[derive(Debug, PartialEq)]
pub(crate) struct DroppedOn {
    pub(crate) id: thread::ThreadId,
    pub(crate) name: Option<String>,
}

pub(crate) fn tattletale() -> (Tattletale, Receiver<DroppedOn>) {
    let (tell, told) = channel();
    (Tattletale(tell), told)
}

impl Drop for Tattletale {
    fn drop(&mut self) {
        let thread = thread::current();
        let name = thread.name().map(str::to_owned);
        let _ = self.0.send(DroppedOn {
            id: thread.id(),
            name,
        });
    }
}

pub(crate) fn poll<F: Future + Unpin>(future: &mut F, waker: &Waker) -> Poll<F::Output> {
    future.poll_unpin(&mut Context::from_waker(waker))
}

pub(crate) fn poll_next<S: Stream + Unpin>(stream: &mut S, waker: &Waker) -> Poll<Option<S::Item>> {
    stream.poll_next_unpin(&mut Context::from_waker(waker))
}

/// Everything a stream has now.
pub(crate) fn drain<S: Stream + Unpin>(stream: &mut S) -> Vec<S::Item> {
    let mut items = Vec::new();
    while let Poll::Ready(Some(item)) = poll_next(stream, Waker::noop()) {
        items.push(item);
    }
    items
}

/// What a panic said.
pub(crate) fn message(payload: Box<dyn std::any::Any + Send>) -> String {
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => (*payload.downcast::<&str>().unwrap()).to_owned(),
    }
}

/// Awaits what must come, and fails rather than hangs.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let patient = async { tokio::time::timeout(PATIENCE, future).await };
    runtime.block_on(patient).expect("the future does not hang")
}

/// Runs what `test` makes as a task of each executor.
pub(crate) fn on_every_executor<F: Future<Output = ()> + Send + 'static>(test: fn() -> F) {
    patiently(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(test());
    });
    patiently(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .build();
        let runtime = runtime.unwrap();
        runtime.block_on(runtime.spawn(test())).unwrap();
    });
    patiently(move || futures::executor::block_on(test()));
    patiently(move || smol::block_on(test()));
    patiently(move || smol::block_on(smol::spawn(test())));
}

/// Runs an executor on a thread of its own, and fails rather than hangs.
pub(crate) fn patiently(executor: impl FnOnce() + Send + 'static) {
    let running = thread::spawn(executor);
    wait_until("the executor is done", || running.is_finished());
    if let Err(payload) = running.join() {
        resume_unwind(payload);
    }
}

/// A stream whose emitter the test keeps.
pub(crate) fn open_stream<T, H: Send + 'static>(
    options: StreamOptions,
    handle: H,
) -> (EventStream<T, H>, Emitter<T>) {
    let mut kept = None;
    let stream = stream(options, |events: Emitter<T>| {
        kept = Some(events);
        handle
    });
    (stream, kept.unwrap())
}

/// A stream whose writer the test keeps.
pub(crate) fn open_frames<I: Send + 'static, H: Send + 'static>(
    options: FrameOptions,
    handle: H,
) -> (FrameStream<u16, I, H>, FrameWriter<u16, I>) {
    let mut kept = None;
    let stream = frames(options, |writer: FrameWriter<u16, I>| {
        kept = Some(writer);
        handle
    });
    (stream, kept.unwrap())
}

/// The samples of each frame.
pub(crate) fn samples<I>(frames: &[Frame<u16, I>]) -> Vec<Vec<u16>> {
    frames.iter().map(|frame| frame.to_vec()).collect()
}

/// A feed of which the test keeps what the API would.
pub(crate) fn open_feed<E, H: Send + 'static>(
    options: FeedOptions,
    handle: H,
) -> (Feed<u16, H, E>, FeedReader<u16>, ErrorSender<E>) {
    let mut kept = None;
    let feed = feed_with_errors(
        options,
        |source: FeedReader<u16>, errors: ErrorSender<E>| {
            kept = Some((source, errors));
            handle
        },
    );
    let (source, errors) = kept.unwrap();
    (feed, source, errors)
}

/// What the callback gets when it asks for so many samples.
pub(crate) fn filled(source: &FeedReader<u16>, samples: usize) -> Vec<u16> {
    let mut block = vec![u16::MAX; samples];
    source.fill(&mut block);
    block
}

/// Lets the others go first.
pub(crate) async fn turn() {
    let mut turned = false;
    poll_fn(|cx| {
        if turned {
            return Poll::Ready(());
        }
        turned = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Set where a test runs in a process of its own.
const APART: &str = "ASYNCIFY_TEST_APART";

/// Runs the code in a process of its own, of which the test of that name is all.
pub(crate) fn apart(test: &str, variables: &[(&str, String)], code: impl FnOnce()) {
    if env::var_os(APART).is_some() {
        return code();
    }
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", test, "--nocapture"])
        .env(APART, "")
        .envs(variables.iter().cloned());
    let mut process = Ended(command.spawn().unwrap());
    wait_until("the process ends", || {
        process.0.try_wait().unwrap().is_some()
    });
    assert!(process.0.wait().unwrap().success());
}

/// A process that ends with the test.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
    }
}
