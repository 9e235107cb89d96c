//! The types around a callback: aliases, `Self`, generics, handles that borrow.

use std::cell::Cell;
use std::fmt::Debug;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, mpsc};
use std::task::{Context, Wake, Waker};
use std::{io, thread};

use asyncify::{Abandoned, asyncify};
use futures::executor::{block_on, block_on_stream};
use futures::{FutureExt, StreamExt};

#[asyncify]
fn one_alias_twice(
    start: bool,
    callback: impl FnOnce(io::Result<usize>) + Send + 'static,
) -> io::Result<()> {
    if !start {
        return Err(io::ErrorKind::NotConnected.into());
    }
    callback(Ok(3));
    Ok(())
}

#[asyncify]
fn alias_beside_the_type(
    callback: impl FnOnce(Result<u8, io::Error>) + Send + 'static,
) -> io::Result<()> {
    callback(Ok(4));
    Ok(())
}

#[asyncify]
fn alias_beside_a_callback(
    #[item] callback: impl FnOnce(io::Result<u8>) + Send + 'static,
    #[error] on_error: impl FnOnce(io::Error) + Send + 'static,
) -> io::Result<()> {
    drop(callback);
    on_error(io::ErrorKind::TimedOut.into());
    Ok(())
}

#[asyncify]
fn alias_at_the_end(
    #[item] mut callback: impl FnMut(u8) + Send + 'static,
    #[end] on_end: impl FnOnce(io::Result<()>) + Send + 'static,
    #[error] mut on_error: impl FnMut(io::Error) + Send + 'static,
) {
    callback(5);
    on_error(io::ErrorKind::TimedOut.into());
    on_end(Err(io::ErrorKind::BrokenPipe.into()));
}

macro_rules! aliased_in_a_macro {
    ($name:ident, $returned:ty) => {
        #[asyncify]
        fn $name(
            #[item] callback: impl FnOnce(io::Result<u8>) + Send + 'static,
            #[error] on_error: impl FnOnce(io::Error) + Send + 'static,
        ) -> $returned {
            drop(on_error);
            callback(Ok(6));
            Ok(())
        }
    };
}

aliased_in_a_macro!(alias_from_outside, io::Result<()>);

#[rustfmt::skip]
mod laid_out {
    #[asyncify::asyncify]
    pub(crate) fn on_lines(
        #[item] callback: impl FnOnce(Result<u8, Vec<u8>>) + Send + 'static,
        #[error] on_error: impl FnOnce(
            Vec<
                u8,
            >,
        ) + Send + 'static,
    ) {
        drop(callback);
        on_error(vec![1]);
    }
}

#[test]
fn a_type_is_the_same_however_it_is_laid_out() {
    let error = block_on(laid_out::on_lines()).expect_err("it fails");
    assert_eq!(error.into_failed(), Some(vec![1]));
    assert_eq!(block_on(alias_from_outside()).expect("it starts"), 6);
}

#[test]
fn an_alias_is_the_same_error_on_both_sides() {
    assert_eq!(block_on(one_alias_twice(true)).expect("it starts"), 3);
    let error = block_on(one_alias_twice(false)).expect_err("it does not start");
    let error = error.into_failed().expect("the API's own error");
    assert_eq!(error.kind(), io::ErrorKind::NotConnected);
    assert_eq!(block_on(alias_beside_the_type()).expect("it starts"), 4);
    let error = block_on(alias_beside_a_callback()).expect_err("it fails");
    let error = error.into_failed().expect("the API's own error");
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    let items = block_on_stream(alias_at_the_end()).map(|item| item.map_err(|e| e.kind()));
    let (late, broken) = (io::ErrorKind::TimedOut, io::ErrorKind::BrokenPipe);
    assert_eq!(items.collect::<Vec<_>>(), [Ok(5), Err(late), Err(broken)]);
}

#[asyncify]
fn opaque(callback: impl FnOnce(u8)) -> io::Result<impl Debug> {
    callback(1);
    Ok("handle")
}

#[derive(Debug, PartialEq)]
struct Lost;

impl From<Abandoned> for Lost {
    fn from(_: Abandoned) -> Self {
        Lost
    }
}

#[asyncify(error = Lost)]
fn only_abandoned(callback: impl FnOnce(u8)) {
    drop(callback);
}

#[test]
fn opaque_handles_and_converted_abandonment() {
    assert_eq!(block_on(opaque()).expect("it starts"), 1);
    assert_eq!(block_on(only_abandoned()), Err(Lost));
}

#[asyncify(error = io::Error)]
fn told_by_io(way: u8, callback: impl FnOnce(io::Result<u8>)) -> io::Result<()> {
    match way {
        0 => callback(Ok(5)),
        1 => callback(Err(io::ErrorKind::NotFound.into())),
        _ => drop(callback),
    }
    Ok(())
}

#[asyncify(error = io::Error, overflow = drop_oldest, buffer = 1)]
fn losses_told_by_io(callback: impl FnMut(u8) + Send + 'static) {
    (0..3).for_each(callback);
}

#[test]
fn the_standard_librarys_error_takes_all_that_can_happen() {
    let all = async |way| -> io::Result<u8> {
        Ok(alias_beside_the_type().await? + told_by_io(way).await?)
    };
    assert_eq!(block_on(all(0)).expect("it is told"), 9);
    let missing = block_on(all(1)).expect_err("the API says so");
    assert_eq!(missing.kind(), io::ErrorKind::NotFound);
    let lost = block_on(all(2)).expect_err("nobody calls");
    assert!(lost.get_ref().expect("its source").is::<Abandoned>());

    let items: io::Result<Vec<u8>> = block_on_stream(losses_told_by_io()).collect();
    let lagged = items.expect_err("two are lost");
    assert_eq!(lagged.to_string(), "2 items were lost to a slow consumer");
}

mod foreign {
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) struct Client(pub(crate) u8);

    impl Client {
        pub(crate) fn connect(n: u8, callback: impl FnOnce(Result<Self, String>)) {
            callback(Ok(Self(n)));
        }

        pub(crate) fn each(self, mut callback: impl FnMut(&Self, &str)) -> Self {
            callback(&self, "x");
            self
        }

        pub(crate) fn typed<C: Default, F>(&self, mut callback: F) -> Vec<C>
        where
            F: FnMut(C) + Send + 'static,
        {
            callback(C::default());
            Vec::new()
        }
    }

    pub(crate) trait Runtime {
        type Event;
    }

    pub(crate) trait Listener<R: Runtime> {
        fn listen(&self, callback: impl FnMut(R::Event) + Send + 'static) -> u32;
    }

    pub(crate) struct Loop;

    impl Runtime for Loop {
        type Event = u8;
    }

    impl Listener<Loop> for Client {
        fn listen(&self, mut callback: impl FnMut(u8) + Send + 'static) -> u32 {
            callback(self.0);
            1
        }
    }
}

#[asyncify(ext = pub(crate) ClientExt)]
impl foreign::Client {
    fn connect(n: u8, callback: impl FnOnce(Result<Self, String>) + 'static);
    fn each(self, #[item] callback: impl FnMut(&Self, &str)) -> Self;
    /// As it stands in the foreign crate: what the stream needs of `C` is added.
    fn typed<C: Default, F>(&self, callback: F) -> Vec<C>
    where
        F: FnMut(C) + Send + 'static;
}

#[asyncify(ext = pub(crate) ListenerExt)]
impl<R: foreign::Runtime, L: foreign::Listener<R>> L {
    fn listen(&self, callback: impl FnMut(R::Event) + Send + 'static) -> u32;
}

#[test]
fn foreign_signatures_are_copied_as_they_stand() {
    let client = block_on(foreign::Client::connect_async(7)).expect("it connects");
    let events = client.clone().each_stream();
    assert_eq!(*events.handle(), client);
    assert_eq!(block_on_stream(events).collect::<Vec<_>>(), ["x"]);
    assert_eq!(
        block_on_stream(client.typed_stream::<u16>()).collect::<Vec<_>>(),
        [0]
    );
    assert_eq!(
        block_on_stream(client.listen_stream()).collect::<Vec<_>>(),
        [7]
    );
}

/// A builder that borrows.
struct Builder<'a> {
    name: &'a str,
}

#[asyncify]
impl<'a> Builder<'a> {
    fn on(self, mut callback: impl FnMut(&str) + Send + 'static) -> Self {
        callback(self.name);
        self
    }
}

#[asyncify]
impl Builder<'_> {
    fn elided(self, mut callback: impl FnMut(&str) + Send + 'static) -> Self {
        callback(self.name);
        self
    }
}

#[test]
fn a_handle_may_borrow() {
    let name = "borrowed".to_owned();
    let events = Builder { name: &name }.on();
    assert_eq!(events.handle().name, "borrowed");
    assert_eq!(block_on_stream(events).collect::<Vec<_>>(), ["borrowed"]);
    assert_eq!(block_on_stream(Builder { name: &name }.elided()).count(), 1);
}

/// An API whose subscriptions are numbers, given back to the same object.
#[derive(Default)]
struct Bus {
    removed: AtomicU32,
}

#[asyncify]
impl Bus {
    #[asyncify(cancel = |id| self.remove(id))]
    fn once(&self, callback: impl FnOnce(u8) + Send + 'static) -> u32 {
        std::mem::forget(callback);
        7
    }

    #[asyncify(cancel = { let bus = Arc::clone(&self); move |id| bus.remove(id) })]
    fn many(self: Arc<Self>, callback: impl FnMut(u8) + Send + 'static) -> u32 {
        std::mem::forget(callback);
        8
    }

    fn remove(&self, id: u32) {
        self.removed.fetch_add(id, Ordering::SeqCst);
    }
}

#[asyncify(cancel = |handle| handle.set(id))]
fn one_thread(id: u32, callback: impl FnOnce(u8) + 'static) -> Rc<Cell<u32>> {
    std::mem::forget(callback);
    CANCELLED.with(Rc::clone)
}

thread_local!(static CANCELLED: Rc<Cell<u32>> = Rc::default());

#[test]
fn cancel_may_use_the_object_and_the_parameters() {
    let bus = Arc::new(Bus::default());
    let mut call = Box::pin(bus.once());
    assert!(call.as_mut().now_or_never().is_none());
    drop(call);
    assert_eq!(bus.removed.load(Ordering::SeqCst), 7);
    drop(Arc::clone(&bus).many());
    assert_eq!(bus.removed.load(Ordering::SeqCst), 15);
    let mut call = Box::pin(one_thread(3));
    assert!(call.as_mut().now_or_never().is_none());
    drop(call);
    assert_eq!(CANCELLED.with(|cancelled| cancelled.get()), 3);
}

/// An API that returns nothing is told to stop by something that it was given.
#[asyncify(cancel = || stop.store(true, Ordering::SeqCst))]
fn until(
    #[allow(unused_variables)] stop: Arc<AtomicBool>,
    callback: impl FnOnce(u8) + Send + 'static,
) {
    std::mem::forget(callback);
}

#[test]
fn cancel_needs_no_handle() {
    let stop = Arc::new(AtomicBool::new(false));
    let mut call = Box::pin(until(Arc::clone(&stop)));
    assert!(call.as_mut().now_or_never().is_none());
    assert!(!stop.load(Ordering::SeqCst));
    drop(call);
    assert!(stop.load(Ordering::SeqCst));
}

#[asyncify]
fn recursive(depth: u32, callback: Box<dyn FnOnce(u32) + Send>) {
    match depth {
        0 => callback(0),
        _ => recursive(depth - 1, Box::new(move |n| callback(n + 1))),
    }
}

#[test]
fn a_body_may_call_itself() {
    assert_eq!(block_on(recursive(3)), Ok(3));
}

/// Joins the API's thread, as many a handle does. Its type is generic, so that nothing but a bound
/// can tell that it may be sent.
struct Joins<T>(Option<thread::JoinHandle<Option<T>>>);

impl<T> Drop for Joins<T> {
    fn drop(&mut self) {
        if let Some(thread) = self.0.take() {
            assert!(thread.join().is_ok());
        }
    }
}

#[asyncify]
fn joins_after<T>(
    value: T,
    start: mpsc::Receiver<()>,
    mut callback: impl FnMut(T) + Send + 'static,
) -> Joins<T>
where
    T: Clone + Send + 'static,
{
    Joins(Some(thread::spawn(move || {
        start.recv().ok()?;
        callback(value.clone());
        Some(value)
    })))
}

#[test]
fn a_generic_handle_is_let_go_of_elsewhere_too() {
    // The consumer polls inside the callback, by its waker, and drops the stream there: joining
    // on that thread would panic.
    type Stream = asyncify::EventStream<u8, Joins<u8>>;
    struct DropInCallback(Mutex<Option<Stream>>, mpsc::Sender<thread::ThreadId>);
    impl Wake for DropInCallback {
        fn wake(self: Arc<Self>) {
            drop(self.0.lock().expect("the slot").take());
            let _ = self.1.send(thread::current().id());
        }
    }

    let (dropped, waiting) = mpsc::channel();
    let slot = Arc::new(DropInCallback(Mutex::new(None), dropped));
    let (go, wait) = mpsc::channel::<()>();
    let mut stream = joins_after(5, wait);
    let waker = Waker::from(Arc::clone(&slot));
    assert!(
        stream
            .poll_next_unpin(&mut Context::from_waker(&waker))
            .is_pending()
    );
    *slot.0.lock().expect("the slot") = Some(stream);
    go.send(()).expect("the API's thread waits");
    assert_ne!(
        waiting.recv().expect("the waker ran"),
        thread::current().id()
    );
}

#[asyncify]
fn beside_a_function(n: u32, double: fn(u32) -> u32, callback: impl FnOnce(u32) + Send + 'static) {
    callback(double(n));
}

#[test]
fn a_plain_function_is_an_argument_like_any_other() {
    assert_eq!(block_on(beside_a_function(2, |n| n * 2)), Ok(4));
}

mod marker {
    pub(crate) trait MaybeSend {}

    impl<T: Send> MaybeSend for T {}
}

use marker::MaybeSend;

#[asyncify]
fn marked(callback: impl FnOnce(&str, u8) + MaybeSend + 'static) {
    callback("text", 1);
}

#[test]
fn markers_are_carried_over() {
    assert_eq!(block_on(marked()), Ok(("text".to_owned(), 1)));
}

/// Behind an alias and a trait, what is passed on may still have to be `Send`.
type Hook<T> = Box<dyn FnMut(T) + Send>;

trait Handle<T> {
    fn handle(&mut self, value: T);
}

impl<T, F: FnMut(T)> Handle<T> for F {
    fn handle(&mut self, value: T) {
        self(value);
    }
}

#[asyncify]
fn hidden<T: Default>(#[shape(FnMut(T) + Send + 'static, wrap = Box::new)] mut hook: Hook<T>) {
    std::thread::spawn(move || hook(T::default()));
}

#[asyncify]
fn handled<T: Default, H>(#[shape(FnMut(T))] mut handler: H)
where
    H: Handle<T> + Send + 'static,
{
    std::thread::spawn(move || handler.handle(T::default()));
}

#[test]
fn hidden_callbacks_promise_what_is_said_of_them() {
    fn is_send<T: Send>(it: T) -> T {
        it
    }
    assert_eq!(block_on(is_send(hidden::<u8>()).next()), Some(0));
    assert_eq!(block_on(is_send(handled::<u8>()).next()), Some(0));
}

/// Lifetimes that only callbacks speak of are gone from the twin.
struct Board;

impl Board {
    #[asyncify]
    fn lent<'a>(
        &self,
        #[item] item: Option<Box<dyn Fn(&str) + 'a>>,
        #[error] error: Rc<dyn Fn(u8) + 'a>,
    ) {
        item.expect("the twin's own")("x");
        error(1);
    }
}

#[test]
fn a_box_may_live_as_long_as_it_says() {
    let items: Vec<_> = block_on_stream(Board.lent()).collect();
    assert_eq!(items, [Ok("x".to_owned()), Err(1)]);
}

#[asyncify]
fn one_may_leave<T: 'static>(
    value: T,
    #[item] mut item: impl FnMut(T) + 'static,
    #[end] end: impl FnOnce() + Send + 'static,
) {
    item(value);
    thread::spawn(end);
}

#[asyncify(once)]
fn one_is_shared<T: Clone>(
    value: T,
    #[item] item: impl Fn(&T),
    #[error] error: Box<dyn Fn(u8) + Sync>,
) {
    item(&value);
    error(1);
}

#[test]
fn values_can_go_wherever_one_of_their_callbacks_goes() {
    assert_eq!(
        block_on_stream(one_may_leave('x')).collect::<Vec<_>>(),
        ['x']
    );
    assert_eq!(block_on(one_is_shared('x')), Ok('x'));
}

#[derive(Debug, PartialEq)]
enum Either {
    Number(u8),
    Text(String),
    Lost,
}

impl From<u8> for Either {
    fn from(number: u8) -> Self {
        Either::Number(number)
    }
}

impl From<String> for Either {
    fn from(text: String) -> Self {
        Either::Text(text)
    }
}

impl From<Abandoned> for Either {
    fn from(_: Abandoned) -> Self {
        Either::Lost
    }
}

#[asyncify(error = Either)]
fn fails_in_two_ways(
    how: Option<bool>,
    #[item] item: impl FnOnce(Result<(), u8>),
    #[error] error: impl FnOnce(&str),
) {
    match how {
        Some(true) => item(Err(1)),
        Some(false) => error("x"),
        None => {}
    }
}

#[test]
fn an_item_and_a_callback_may_bring_errors() {
    let failed = |how| block_on(fails_in_two_ways(how)).unwrap_err();
    assert_eq!(failed(Some(true)), Either::Number(1));
    assert_eq!(failed(Some(false)), Either::Text("x".to_owned()));
    assert_eq!(failed(None), Either::Lost);
}
