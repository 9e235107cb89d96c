//! `#[progress]`: what a call tells of itself before it is done.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use asyncify::{Abandoned, CallError, Lagged, asyncify};
use futures::executor::block_on;
use futures::{FutureExt, StreamExt, join};

/// Copies, and tells how far it is.
#[asyncify]
pub fn copy(
    steps: u32,
    #[progress] mut on_progress: impl FnMut(u32) + Send + 'static,
    #[item] on_done: impl FnOnce(String) + Send + 'static,
) {
    thread::spawn(move || {
        (1..=steps).for_each(&mut on_progress);
        on_done(format!("{steps} steps"));
    });
}

#[test]
fn progress_comes_beside_the_result() {
    let call = copy(3);
    let progress = call.progress().collect::<Vec<_>>();
    let (result, seen) = block_on(async { join!(call, progress) });
    assert_eq!(result.as_deref(), Ok("3 steps"));
    assert_eq!(seen, [1, 2, 3]);
}

#[test]
fn progress_may_be_left_alone() {
    assert_eq!(block_on(copy(2)).as_deref(), Ok("2 steps"));
}

#[test]
fn the_call_and_its_progress_are_selected_from() {
    let mut call = copy(3);
    let mut progress = call.progress();
    let (result, seen) = block_on(async {
        let mut seen = Vec::new();
        let result = loop {
            futures::select_biased! {
                step = progress.next() => seen.extend(step),
                result = (&mut call).fuse() => break result,
            }
        };
        seen.extend(progress.collect::<Vec<_>>().await);
        (result, seen)
    });
    assert_eq!(result.as_deref(), Ok("3 steps"));
    assert_eq!(seen, [1, 2, 3]);
}

#[test]
fn a_call_is_lazy_and_may_move_between_threads() {
    let call = copy(1);
    let progress = call.progress();
    let result = thread::spawn(move || block_on(call)).join().unwrap();
    assert_eq!(result.as_deref(), Ok("1 steps"));
    assert_eq!(block_on(progress.collect::<Vec<_>>()), [1]);
}

type Download = Receiver<Result<u64, String>>;

/// Tells what it is told; `Err` is its end.
#[asyncify]
fn download(
    parts: Download,
    #[error] on_error: Box<dyn FnOnce(String) + Send>,
    #[progress] on_progress: &mut dyn FnMut(u64, &str),
    #[item]
    #[map(|bytes| bytes.to_vec())]
    on_done: impl FnOnce(&[u8]),
) {
    for part in parts {
        match part {
            Ok(n) => on_progress(n, "part"),
            Err(message) => return on_error(message),
        }
    }
    on_done(b"all");
}

fn parts(parts: &[Result<u64, &str>]) -> Download {
    let (tell, told) = channel();
    for part in parts {
        tell.send(part.map_err(str::to_owned)).unwrap();
    }
    told
}

#[test]
fn an_error_callback_fails_the_call() {
    let call = download(parts(&[Ok(7), Err("refused"), Ok(8)]));
    let progress = call.progress().collect::<Vec<_>>();
    let (result, seen) = block_on(async { join!(call, progress) });
    assert!(matches!(result, Err(CallError::Failed(message)) if message == "refused"));
    assert_eq!(seen, [(7, "part".to_owned())]);
}

#[test]
fn an_error_callback_that_is_not_called_does_no_harm() {
    let result = block_on(download(parts(&[Ok(1)])));
    assert_eq!(result.unwrap(), b"all");
}

/// A `Result` for an item, and an API that can refuse to start.
#[asyncify]
fn convert(
    text: &str,
    #[progress] mut on_progress: impl FnMut(char),
    #[item] on_done: impl FnOnce(Result<i32, std::num::ParseIntError>),
) -> Result<(), std::num::ParseIntError> {
    text.get(..1).unwrap_or("").parse::<i32>()?;
    text.chars().for_each(&mut on_progress);
    on_done(text.parse());
    Ok(())
}

#[test]
fn a_result_is_flattened_and_arguments_may_borrow() {
    let text = String::from("12");
    let call = convert(&text);
    let progress = call.progress().collect::<String>();
    let (result, seen) = block_on(async { join!(call, progress) });
    assert_eq!(result.unwrap(), 12);
    assert_eq!(seen, "12");
    assert!(matches!(block_on(convert("x")), Err(CallError::Failed(_))));
    assert!(matches!(block_on(convert("1x")), Err(CallError::Failed(_))));
}

/// Keeps what is newest.
#[asyncify(overflow = latest)]
fn burst(#[progress] mut on_progress: impl FnMut(u8), #[item] on_done: impl FnOnce()) {
    (1..=4).for_each(&mut on_progress);
    on_done();
}

#[test]
fn what_a_slow_listener_misses_shows_among_the_progress() {
    let call = burst();
    let progress = call.progress();
    assert_eq!(block_on(call), Ok(()));
    let seen: Vec<Result<u8, Lagged>> = block_on(progress.collect());
    assert_eq!(seen, [Err(Lagged { lost: 3 }), Ok(4)]);
}

#[asyncify(buffer = 2, overflow = drop_newest, error = Failure)]
fn named_error(
    #[progress]
    #[map(|step| Step(step))]
    mut on_progress: impl FnMut(u8),
    #[item] on_done: impl FnOnce(u8),
) {
    (1..=4).for_each(&mut on_progress);
    drop(on_done);
}

#[derive(Debug, PartialEq)]
struct Step(u8);

#[derive(Debug, PartialEq)]
struct Failure;

impl From<Abandoned> for Failure {
    fn from(_: Abandoned) -> Self {
        Failure
    }
}

#[test]
fn a_call_that_is_abandoned_keeps_its_progress() {
    let call = named_error();
    let progress = call.progress();
    assert_eq!(block_on(call), Err(Failure));
    let seen: Vec<Result<Step, Lagged>> = block_on(progress.collect());
    assert_eq!(seen, [Ok(Step(1)), Ok(Step(2)), Err(Lagged { lost: 2 })]);
}

/// Goes on while it is told to, and says what it was told.
#[asyncify]
fn asks(
    #[progress]
    #[map(|step| -> u8 { step.checked_mul(100).expect("a step that fits") })]
    #[reply(|step| *step < 3)]
    on_progress: Box<dyn Fn(&u8) -> bool>,
    #[item] on_done: impl FnOnce(u8),
) {
    let last = (0..).find(|step| !on_progress(step));
    on_done(last.unwrap_or(u8::MAX));
}

#[test]
fn a_progress_callback_may_reply() {
    assert_eq!(block_on(asks()), Ok(3));
    let call = asks();
    let mut progress = call.progress();
    assert_eq!(block_on(call), Ok(3));
    let panicked = catch_unwind(AssertUnwindSafe(|| block_on(progress.next())));
    assert_eq!(panicked.unwrap(), Some(0));
    assert_eq!(block_on(progress.next()), Some(100));
    assert_eq!(block_on(progress.next()), Some(200));
    // 300 is no `u8`: the panic of `#[map]` is the listener's.
    let panicked = catch_unwind(AssertUnwindSafe(|| block_on(progress.next())));
    assert!(panicked.is_err());
}

#[asyncify]
fn replies_badly(
    #[progress]
    #[reply(|step| 10 / step > 1)]
    mut on_progress: impl FnMut(u8) -> bool,
    #[item] on_done: impl FnOnce(bool),
) {
    let reply = on_progress(0);
    on_done(reply);
}

#[test]
fn a_reply_that_panics_is_the_futures() {
    let call = replies_badly();
    let progress = call.progress();
    let panicked = catch_unwind(AssertUnwindSafe(|| block_on(call)));
    assert!(panicked.is_err());
    assert_eq!(block_on(progress.collect::<Vec<_>>()), [0]);
}

/// A call that is let go of.
type Kept = Arc<Mutex<Option<Box<dyn FnMut(u8) + Send>>>>;

struct Guard(std::sync::mpsc::Sender<&'static str>);

impl Drop for Guard {
    fn drop(&mut self) {
        let _ = self.0.send("stopped");
    }
}

#[asyncify(keep)]
fn observe(
    keep: Kept,
    tell: std::sync::mpsc::Sender<&'static str>,
    #[progress] on_progress: Box<dyn FnMut(u8) + Send>,
    #[item] on_done: Box<dyn FnOnce(u8) + Send>,
) -> Guard {
    *keep.lock().unwrap() = Some(on_progress);
    Box::leak(Box::new(on_done));
    Guard(tell)
}

#[test]
fn dropping_the_call_stops_it_and_ends_the_progress() {
    let kept = Kept::default();
    let (tell, told) = channel();
    let mut call = observe_async(Arc::clone(&kept), tell);
    let progress = call.progress();
    assert!((&mut call).now_or_never().is_none());
    let mut on_progress = kept.lock().unwrap().take().unwrap();
    on_progress(1);
    drop(call);
    assert_eq!(told.recv_timeout(Duration::from_secs(60)), Ok("stopped"));
    on_progress(2);
    assert_eq!(block_on(progress.collect::<Vec<_>>()), [1]);
}

#[test]
fn a_listener_that_leaves_does_not_stop_the_call() {
    let kept = Kept::default();
    let (tell, told) = channel();
    let mut call = observe_async(Arc::clone(&kept), tell);
    let first = call.progress();
    assert!((&mut call).now_or_never().is_none());
    let mut on_progress = kept.lock().unwrap().take().unwrap();
    drop(first);
    on_progress(1);
    let second = call.progress();
    on_progress(2);
    let third = call.progress();
    on_progress(3);
    assert!(told.try_recv().is_err());
    drop(call);
    assert_eq!(block_on(second.collect::<Vec<_>>()), [2]);
    assert_eq!(block_on(third.collect::<Vec<_>>()), [3]);
}

/// Goes on until it is told to stop.
#[asyncify]
fn transfer(
    tell: std::sync::mpsc::Sender<u32>,
    #[progress]
    #[reply(|_| true, closed = false)]
    mut on_progress: impl FnMut(u32) -> bool + Send + 'static,
    #[item] on_done: impl FnOnce() + Send + 'static,
) {
    thread::spawn(move || {
        let steps = (0..).find(|step| !on_progress(*step));
        tell.send(steps.unwrap_or(0)).unwrap();
        on_done();
    });
}

#[test]
fn a_reply_tells_the_api_that_the_call_was_dropped() {
    let (tell, told) = channel();
    let mut call = transfer(tell);
    let mut progress = call.progress();
    assert!((&mut call).now_or_never().is_none());
    assert_eq!(block_on(progress.next()), Some(0));
    // That nobody looks any more is no reason to stop.
    drop(progress);
    assert!((&mut call).now_or_never().is_none());
    assert!(told.try_recv().is_err());
    drop(call);
    assert!(told.recv_timeout(Duration::from_secs(60)).is_ok());
}

/// Somebody else's.
mod foreign {
    pub(crate) struct Disk(pub(crate) u8);

    impl Disk {
        pub(crate) fn format(&self, mut each: impl FnMut(u8), done: impl FnOnce(&str)) {
            (0..self.0).for_each(&mut each);
            done("formatted");
        }
    }

    pub(crate) fn sum(parts: &[u8], each: &mut dyn FnMut(u8), done: Box<dyn FnOnce(u8) + '_>) {
        parts.iter().copied().for_each(each);
        done(parts.iter().sum());
    }
}

#[asyncify(ext = DiskExt)]
impl foreign::Disk {
    fn format(&self, #[progress] each: impl FnMut(u8), #[item] done: impl FnOnce(&str));
}

#[asyncify(path = foreign)]
mod wrapped {
    pub(crate) fn sum(
        parts: &[u8],
        #[progress] each: &mut dyn FnMut(u8),
        #[item] done: Box<dyn FnOnce(u8) + '_>,
    );
}

#[asyncify]
trait Task {
    fn work(
        &self,
        #[progress] each: Box<dyn FnMut(u8) + Send>,
        #[item] done: Box<dyn FnOnce(u8) + Send>,
    );
}

impl Task for u8 {
    fn work(&self, mut each: Box<dyn FnMut(u8) + Send>, done: Box<dyn FnOnce(u8) + Send>) {
        (0..*self).for_each(&mut each);
        done(*self);
    }
}

struct Own(u8);

#[asyncify]
impl Own {
    fn run(self, #[progress] mut each: impl FnMut(u8), #[item] done: impl FnOnce(u8)) {
        (0..self.0).for_each(&mut each);
        done(self.0);
    }

    fn generic<F, G>(&self, #[progress] mut each: F, #[item] done: G)
    where
        F: FnMut(u8),
        G: FnOnce(u8),
    {
        let each: &mut F = &mut each;
        each(self.0);
        done(self.0);
    }
}

#[test]
fn every_placement_has_progress() {
    block_on(async {
        let disk = foreign::Disk(2);
        let call = disk.format_async();
        let progress = call.progress().collect::<Vec<_>>();
        assert_eq!(join!(call, progress), (Ok("formatted".into()), vec![0, 1]));

        let call = wrapped::sum(&[3, 4]);
        let progress = call.progress().collect::<Vec<_>>();
        assert_eq!(join!(call, progress), (Ok(7), vec![3, 4]));

        let call = 2u8.work_async();
        let progress = call.progress().collect::<Vec<_>>();
        assert_eq!(join!(call, progress), (Ok(2), vec![0, 1]));

        let call = Own(1).run();
        let progress = call.progress().collect::<Vec<_>>();
        assert_eq!(join!(call, progress), (Ok(1), vec![0]));

        let own = Own(5);
        let call = own.generic();
        let progress = call.progress().collect::<Vec<_>>();
        assert_eq!(join!(call, progress), (Ok(5), vec![5]));
    });
}
