//! `#[asyncify(callback)]`: async functions get twins that take a callback.

use std::cell::Cell;
use std::future::pending;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::LazyLock;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use asyncify::{Abandoned, Portal, asyncify};
use futures::executor::block_on;

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(60);

/// A callback, and what it is called with.
fn told<T: Send + 'static>() -> (impl FnOnce(T) + Send + 'static, Receiver<T>) {
    let (tell, told) = channel();
    (move |value| tell.send(value).unwrap(), told)
}

/// What the callback got, which is called once, and not kept.
fn only<T>(told: &Receiver<T>) -> T {
    let value = told.recv_timeout(PATIENCE).expect("the callback is called");
    let more = told.recv_timeout(PATIENCE).err();
    assert_eq!(more, Some(RecvTimeoutError::Disconnected));
    value
}

/// Where it runs.
#[asyncify(callback)]
async fn place() -> Option<String> {
    thread::current().name().map(str::to_owned)
}

#[test]
fn it_runs_on_the_loop_that_the_process_shares() {
    let (callback, told) = told();
    place_with_callback(callback);
    assert_eq!(only(&told).as_deref(), Some("asyncify-portal"));
    assert_eq!(
        block_on(place()),
        thread::current().name().map(str::to_owned)
    );
}

#[asyncify(callback)]
async fn lengths(text: &str, words: &[String], path: impl AsRef<Path>) -> (usize, usize, PathBuf) {
    (text.len(), words.len(), path.as_ref().to_owned())
}

#[test]
fn what_is_lent_is_copied() {
    let (callback, told) = told();
    {
        let (text, words) = ("four".to_owned(), vec![String::new(); 3]);
        lengths_with_callback(&text, &words, "a/b", callback);
    }
    assert_eq!(only(&told), (4, 3, PathBuf::from("a/b")));
}

/// The future is not `Send`, nor is what it returns.
#[asyncify(callback, name = count_to)]
async fn count(n: u32) -> Rc<Cell<u32>> {
    let counted = Rc::new(Cell::new(0));
    for _ in 0..n {
        asyncify::blocking(|| ()).await;
        counted.set(counted.get() + 1);
    }
    counted
}

#[test]
fn neither_future_nor_value_need_be_send() {
    let (callback, told) = told();
    count_to(3, move |counted| callback(counted.get()));
    assert_eq!(only(&told), 3);
}

#[derive(Clone)]
struct Client<T> {
    portal: Portal,
    kept: T,
}

#[asyncify(callback, portal = self.portal)]
impl<T: Clone + Send + Sync + 'static> Client<T> {
    async fn kept(&self) -> T {
        self.kept.clone()
    }

    async fn both<U: Send + 'static>(self: Arc<Self>, other: U) -> (T, U) {
        (self.kept.clone(), other)
    }

    #[asyncify(portal = Portal::shared())]
    async fn into_kept(self) -> T {
        self.kept
    }

    async fn ignored(&self) {}

    fn blocks(&self) -> T {
        self.kept.clone()
    }
}

#[test]
fn methods_run_on_a_loop_of_their_object() {
    let client = Client {
        portal: Portal::start(),
        kept: 7,
    };
    let (callback, kept) = told();
    client.kept_with_callback(callback);
    assert_eq!(only(&kept), 7);
    let (callback, both) = told();
    Arc::new(client.clone()).both_with_callback("x", callback);
    assert_eq!(only(&both), (7, "x"));
    let (tell, done) = channel();
    client.ignored_with_callback(move || tell.send(()).unwrap());
    only(&done);
    assert_eq!(client.blocks(), 7);
    let (callback, kept) = told();
    client.into_kept_with_callback(callback);
    assert_eq!(only(&kept), 7);
}

#[asyncify(callback)]
trait Ask {
    async fn ask(&self, question: &str) -> String;
}

#[derive(Clone)]
struct Echo;

impl Ask for Echo {
    async fn ask(&self, question: &str) -> String {
        question.to_owned()
    }
}

#[test]
fn traits_have_twins_too() {
    let (callback, told) = told();
    Echo.ask_with_callback("what?", callback);
    assert_eq!(only(&told), "what?");
}

static ENDED: LazyLock<Portal> = LazyLock::new(|| {
    let portal = Portal::start();
    portal.shutdown();
    portal
});

#[asyncify(callback)]
async fn half(n: u32) -> u32 {
    assert!(n % 2 == 0, "{n} is odd");
    n / 2
}

#[asyncify(callback, portal = ENDED)]
async fn late() -> u32 {
    1
}

#[asyncify(callback, portal = portal)]
async fn endless(portal: &Portal, begun: Sender<()>) -> u32 {
    begun.send(()).unwrap();
    pending::<()>().await;
    portal.is_closed().into()
}

/// The way back: async again.
mod again {
    use super::*;

    #[asyncify]
    pub(crate) fn half(n: u32, callback: impl FnOnce(u32) + Send + 'static) {
        half_with_callback(n, callback);
    }

    #[asyncify]
    pub(crate) fn late(callback: impl FnOnce(u32) + Send + 'static) {
        late_with_callback(callback);
    }

    #[asyncify]
    pub(crate) fn endless(
        portal: &Portal,
        begun: Sender<()>,
        callback: impl FnOnce(u32) + Send + 'static,
    ) {
        endless_with_callback(portal, begun, callback);
    }
}

#[test]
fn there_and_back_again() {
    let abandoned = |result: Result<u32, Abandoned>| result.unwrap_err().function().to_owned();
    assert_eq!(block_on(again::half(6)), Ok(3));
    // It panics; the loop goes on.
    assert!(abandoned(block_on(again::half(5))).ends_with("again::half"));
    assert_eq!(block_on(again::half(4)), Ok(2));
    assert!(abandoned(block_on(again::late())).ends_with("again::late"));
    let portal = Portal::start();
    let (begun, begins) = channel();
    let closer = thread::spawn({
        let portal = portal.clone();
        move || {
            begins.recv_timeout(PATIENCE).unwrap();
            portal.shutdown();
        }
    });
    assert!(abandoned(block_on(again::endless(&portal, begun))).ends_with("again::endless"));
    closer.join().unwrap();
}

#[asyncify(callback, name = half_or, abandoned = Err("no half"))]
async fn checked(n: u32) -> Result<u32, &'static str> {
    Ok(half(n).await)
}

#[asyncify(callback, portal = &*ENDED, abandoned = 7)]
async fn surely_late() -> u32 {
    1
}

#[asyncify(callback, portal = portal, abandoned = 7)]
async fn surely_endless(portal: &Portal, begun: Sender<()>) -> u32 {
    endless(portal, begun).await
}

#[test]
fn with_abandoned_it_is_called_once_in_any_case() {
    let (callback, half) = told();
    half_or(6, callback);
    assert_eq!(only(&half), Ok(3));
    let (callback, odd) = told();
    half_or(5, callback);
    assert_eq!(only(&odd), Err("no half"));
    let (callback, late) = told();
    surely_late_with_callback(callback);
    assert_eq!(
        late.try_recv(),
        Ok(7),
        "a loop that has ended is told of at once"
    );
    let portal = Portal::start();
    let ((callback, ended), (begun, begins)) = (told(), channel());
    surely_endless_with_callback(&portal, begun, callback);
    begins.recv_timeout(PATIENCE).unwrap();
    portal.shutdown();
    assert_eq!(only(&ended), 7);
    let (begun, begins) = channel();
    surely_endless_with_callback(&portal, begun, |_| panic!("the callback broke"));
    let begun = begins.recv_timeout(PATIENCE);
    assert_eq!(
        begun,
        Err(RecvTimeoutError::Disconnected),
        "it does not begin"
    );
}

/// Names that the twin uses as well.
#[asyncify(callback)]
async fn names(callback: u8, portal: u8, value: u8, user_data: u8, this: u8) -> u8 {
    callback + portal + value + user_data + this
}

#[test]
fn parameters_may_have_any_name() {
    let (callback, sum) = told();
    names_with_callback(1, 2, 3, 4, 5, callback);
    assert_eq!(only(&sum), 15);
}
