//! `#[asyncify(blocking)]`: functions that block while they call back.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use asyncify::{EventError, EventStream, Lagged, asyncify};
use futures::StreamExt;
use futures::executor::block_on;

const PATIENCE: Duration = Duration::from_secs(60);

/// Calls back for everything it is sent.
#[asyncify(stream, blocking)]
pub fn relay(told: Receiver<u8>, mut callback: impl FnMut(u8)) {
    for value in told {
        callback(value);
    }
}

fn sent(values: &[u8]) -> Receiver<u8> {
    let (tell, told) = channel();
    values.iter().for_each(|value| tell.send(*value).unwrap());
    told
}

#[test]
fn the_end_of_the_loop_is_the_end_of_the_stream() {
    let stream: EventStream<u8> = relay(sent(&[1, 2, 3]));
    assert_eq!(block_on(stream.collect::<Vec<_>>()), [1, 2, 3]);
}

/// Fails for what is no number.
#[asyncify(blocking)]
fn numbers(
    lines: Vec<String>,
    callback: &mut dyn FnMut(i32),
) -> Result<usize, std::num::ParseIntError> {
    for line in &lines {
        callback(line.parse()?);
    }
    Ok(lines.len())
}

fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().map(ToString::to_string).collect()
}

#[test]
fn an_error_of_the_loop_is_the_last_item() {
    let items = block_on(numbers(lines(&["1", "2", "x", "4"])).collect::<Vec<_>>());
    assert_eq!(items.len(), 3);
    assert_eq!(items[..2], [Ok(1), Ok(2)]);
    assert!(items[2].is_err());
    let items = block_on(numbers(lines(&["7"])).collect::<Vec<_>>());
    assert_eq!(items, [Ok(7)]);
}

#[derive(Debug, PartialEq)]
enum Failure {
    Parse,
    Told(String),
    Lagged(u64),
}

impl From<std::num::ParseIntError> for Failure {
    fn from(_: std::num::ParseIntError) -> Self {
        Failure::Parse
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Failure::Told(message)
    }
}

impl From<Lagged> for Failure {
    fn from(lagged: Lagged) -> Self {
        Failure::Lagged(lagged.lost)
    }
}

#[asyncify(stream, blocking, error = Failure)]
fn warned_of(
    mut lines: Vec<String>,
    #[item] mut callback: impl FnMut(i32),
    #[error] mut on_warning: impl FnMut(String),
) -> Result<(), std::num::ParseIntError> {
    lines.retain(|line| !line.is_empty());
    for line in lines {
        callback(line.parse()?);
        on_warning(line);
    }
    Ok(())
}

#[test]
fn all_errors_may_become_one_type() {
    let items = block_on(warned_of(lines(&["1", "", "x"])).collect::<Vec<_>>());
    let told = Failure::Told("1".to_owned());
    assert_eq!(items, [Ok(1), Err(told), Err(Failure::Parse)]);
}

#[asyncify(stream, blocking, overflow = drop_newest, buffer = 1)]
fn flood(filled: Sender<()>, mut callback: impl FnMut(u8)) -> Result<(), String> {
    (0..3).for_each(&mut callback);
    filled.send(()).unwrap();
    Err("broken".to_owned())
}

#[test]
fn losses_show_before_the_error() {
    let (tell, filled) = channel();
    let stream = flood(tell);
    filled.recv_timeout(PATIENCE).unwrap();
    let items: Vec<Result<u8, EventError<String>>> = block_on(stream.collect());
    assert_eq!(items.len(), 3);
    assert!(matches!(items[0], Ok(0)));
    assert!(matches!(items[1], Err(EventError::Lagged { lost: 2 })));
    assert!(matches!(&items[2], Err(EventError::Failed(message)) if message == "broken"));
}

/// Never returns.
#[asyncify(stream, blocking)]
fn for_ever(mut callback: impl FnMut(Option<String>)) -> ! {
    loop {
        callback(thread::current().name().map(str::to_owned));
        thread::park_timeout(Duration::from_millis(1));
    }
}

#[test]
fn the_thread_bears_the_name_of_the_function() {
    let name = block_on(for_ever().next());
    assert_eq!(name, Some(Some("for_ever".to_owned())));
}

#[asyncify(stream, blocking)]
fn breaks(mut callback: impl FnMut(u8)) -> u32 {
    callback(1);
    panic!("the loop broke");
}

#[test]
fn a_panic_of_the_loop_is_resumed_in_the_consumer() {
    let mut stream = breaks();
    assert_eq!(block_on(stream.next()), Some(1));
    let panicked = catch_unwind(AssertUnwindSafe(|| block_on(stream.next())));
    assert_eq!(
        *panicked.unwrap_err().downcast::<&str>().unwrap(),
        "the loop broke"
    );
}

/// Goes on until told to stop.
#[derive(Clone, Default)]
struct Reactor {
    stop: Arc<AtomicBool>,
    stopped: Arc<Mutex<Option<Sender<()>>>>,
}

impl Reactor {
    fn watched() -> (Self, Receiver<()>) {
        let (tell, stopped) = channel();
        let reactor = Self::default();
        *reactor.stopped.lock().unwrap() = Some(tell);
        (reactor, stopped)
    }

    fn shut_down(&self) -> bool {
        self.stop.swap(true, Ordering::SeqCst)
    }

    fn spin(&self, callback: &mut dyn FnMut(&Self)) {
        callback(self);
        while !self.stop.load(Ordering::SeqCst) {
            thread::yield_now();
        }
        if let Some(stopped) = self.stopped.lock().unwrap().take() {
            stopped.send(()).unwrap();
        }
    }
}

#[asyncify]
impl Reactor {
    #[asyncify(blocking, cancel = { let me = self.clone(); move || me.shut_down() })]
    fn run(self, mut callback: impl FnMut(u8)) {
        self.spin(&mut |_| callback(1));
    }

    #[asyncify(blocking, cancel = { let me = Arc::clone(&self); move |_| me.shut_down() })]
    fn run_shared(self: Arc<Self>, mut callback: impl FnMut(u8)) {
        self.spin(&mut |_| callback(2));
    }

    /// Its callback is told when nobody listens.
    #[asyncify(blocking, keep)]
    fn run_told(mut self, callback: Box<dyn Fn(u8) + Send>) {
        self.stop = Arc::default();
        self.spin(&mut |me| {
            callback(3);
            me.shut_down();
        });
    }
}

#[test]
fn cancel_stops_the_loop_when_the_stream_is_dropped() {
    let (reactor, stopped) = Reactor::watched();
    let mut stream = reactor.run();
    assert_eq!(block_on(stream.next()), Some(1));
    assert!(stopped.try_recv().is_err());
    drop(stream);
    stopped.recv_timeout(PATIENCE).unwrap();
}

#[test]
fn close_waits_until_the_loop_has_stopped() {
    let (reactor, stopped) = Reactor::watched();
    let mut stream = Arc::new(reactor).run_shared();
    assert_eq!(block_on(stream.next()), Some(2));
    block_on(stream.close());
    stopped.try_recv().expect("the loop has returned");
    assert_eq!(block_on(stream.next()), None);
}

#[test]
fn the_blocking_version_may_be_kept() {
    let reactor = Reactor::default();
    reactor.clone().run_told(Box::new(|n| assert_eq!(n, 3)));
    assert_eq!(block_on(reactor.run_told_stream().collect::<Vec<_>>()), [3]);
}

/// Goes on while it is told to.
#[asyncify(stream, blocking)]
fn numbers_while(
    stopped: Sender<u64>,
    #[reply(true, closed = false)] mut callback: impl FnMut(u64) -> bool,
) {
    let count = (0..).take_while(|n| callback(*n)).count();
    stopped.send(count as u64).unwrap();
}

#[asyncify(stream, blocking, overflow = block, buffer = 1)]
fn visit(
    stopped: Sender<String>,
    #[reply(ControlFlow::Continue(()), closed = |n| ControlFlow::Break(format!("at {n}")))]
    visitor: &mut dyn FnMut(u64) -> ControlFlow<String>,
) -> Result<(), String> {
    for n in 0.. {
        if let ControlFlow::Break(why) = visitor(n) {
            stopped.send(why.clone()).unwrap();
            return Err(why);
        }
    }
    Ok(())
}

#[test]
fn a_reply_stops_the_loop_when_the_stream_is_dropped() {
    let (tell, stopped) = channel();
    let mut stream = numbers_while(tell);
    assert_eq!(block_on(stream.next()), Some(0));
    assert!(stopped.try_recv().is_err());
    drop(stream);
    assert!(stopped.recv_timeout(PATIENCE).unwrap() > 0);
}

#[test]
fn a_reply_stops_the_loop_when_the_stream_is_closed() {
    let (tell, stopped) = channel();
    let mut stream = numbers_while(tell);
    block_on(stream.close());
    let count = stopped.try_recv().expect("the loop has returned");
    let seen = block_on(stream.collect::<Vec<_>>());
    assert!(seen.iter().copied().eq(0..seen.len() as u64));
    assert!(
        seen.len() as u64 >= count,
        "what came before the end is kept"
    );
}

#[test]
fn a_reply_stops_a_loop_that_waits_for_the_consumer() {
    let (tell, stopped) = channel();
    let mut stream = visit(tell);
    assert_eq!(block_on(stream.next()), Some(Ok(0)));
    drop(stream);
    let why = stopped.recv_timeout(PATIENCE).unwrap();
    assert!(why.starts_with("at "));
}

#[test]
fn a_closed_stream_ends_with_the_error_that_stopping_it_made() {
    let (tell, stopped) = channel();
    let mut stream = visit(tell);
    block_on(stream.close());
    let why = stopped.try_recv().expect("the loop has returned");
    let items = block_on(stream.collect::<Vec<_>>());
    assert_eq!(items.last(), Some(&Err(why)));
}

/// Asks for every number whether to go on.
#[asyncify(stream, blocking)]
fn ask_on(#[reply(ask, default = false)] mut callback: impl FnMut(u8) -> bool) -> Result<(), u8> {
    match (0..).find(|n| !callback(*n)) {
        Some(n) => Err(n),
        None => Ok(()),
    }
}

#[test]
fn the_consumer_may_be_asked_by_the_loop() {
    let told = block_on(async {
        let mut stream = ask_on();
        let mut told = Vec::new();
        while let Some(item) = stream.next().await {
            match item {
                Ok((n, reply)) => reply.send(n < 2).expect("somebody waits"),
                Err(n) => told.push(n),
            }
        }
        told
    });
    assert_eq!(told, [2]);
}

/// Says how many it called back for.
#[asyncify(stream, blocking)]
fn no_way_to_stop(told: Receiver<u8>, answer: Sender<usize>, mut callback: impl FnMut(u8)) {
    answer
        .send(told.iter().inspect(|value| callback(*value)).count())
        .unwrap();
}

#[test]
fn a_loop_that_can_not_be_told_runs_on_unheard() {
    let ((tell, told), (answer, answered)) = (channel(), channel());
    let mut stream = no_way_to_stop(told, answer);
    tell.send(1).unwrap();
    assert_eq!(block_on(stream.next()), Some(1));
    drop(stream);
    tell.send(2).unwrap();
    assert!(answered.try_recv().is_err());
    drop(tell);
    assert_eq!(answered.recv_timeout(PATIENCE), Ok(2));
}

#[asyncify(stream, blocking, overflow = block, buffer = 2)]
fn generic<T, I>(values: I, mut callback: impl FnMut(T))
where
    I: IntoIterator<Item = T>,
{
    values.into_iter().for_each(&mut callback);
}

#[test]
fn generic_values_go_to_the_thread_and_back() {
    let stream = generic(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]);
    assert_eq!(block_on(stream.collect::<Vec<_>>()), ["a", "b", "c"]);
}

/// Somebody else's.
mod foreign {
    pub(crate) struct Session(pub(crate) u8);

    impl Session {
        pub(crate) fn for_each(self, mut callback: impl FnMut(&u8)) -> std::io::Result<()> {
            (0..self.0).for_each(|n| callback(&n));
            Err(std::io::Error::other("gone"))
        }
    }

    pub(crate) fn listen(n: u8, callback: impl Fn(u8) + 'static) -> Result<(), String> {
        (0..n).for_each(callback);
        Ok(())
    }
}

#[asyncify(ext = SessionExt)]
impl foreign::Session {
    #[asyncify(blocking)]
    fn for_each(self, callback: impl FnMut(&u8)) -> std::io::Result<()>;
}

#[asyncify(path = foreign, blocking)]
mod wrapped {
    pub(crate) fn listen(n: u8, callback: impl Fn(u8) + 'static) -> Result<(), String>;
}

#[asyncify]
trait Source {
    #[asyncify(blocking)]
    fn drain(self: Arc<Self>, callback: Box<dyn FnMut(u8) + Send>);
}

impl Source for u8 {
    fn drain(self: Arc<Self>, callback: Box<dyn FnMut(u8) + Send>) {
        (0..*self).for_each(callback);
    }
}

#[test]
fn every_placement_may_block() {
    let items = block_on(foreign::Session(2).for_each_stream().collect::<Vec<_>>());
    assert!(matches!(items[..], [Ok(0), Ok(1), Err(_)]));
    let items = block_on(wrapped::listen(2).collect::<Vec<_>>());
    assert_eq!(items, [Ok(0), Ok(1)]);
    let items = block_on(Arc::new(2u8).drain_stream().collect::<Vec<_>>());
    assert_eq!(items, [0, 1]);
}
