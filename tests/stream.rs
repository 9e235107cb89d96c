//! `#[asyncify]` on functions that call back many times.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use asyncify::{EventError, EventStream, Lagged, asyncify};
use futures::executor::{block_on, block_on_stream};
use futures::{FutureExt, StreamExt};

#[asyncify]
fn count(n: u32, callback: impl FnMut(u32) + Send + 'static) {
    thread::spawn(move || (0..n).for_each(callback));
}

#[test]
fn a_stream_brings_all_items_in_order_and_ends() {
    let items: Vec<_> = block_on_stream(count(1000)).collect();
    assert_eq!(items, (0..1000).collect::<Vec<_>>());
}

#[asyncify]
fn by_fn(callback: impl Fn(&str) + Send + Sync + 'static) {
    callback("a");
    callback("b");
}

#[asyncify]
fn by_box(mut callback: Box<dyn FnMut(u8, u8) + Send>) {
    callback(1, 2);
}

#[asyncify(stream)]
fn by_fn_once(callback: impl FnOnce()) {
    callback();
}

#[test]
fn every_spelling_gives_a_stream() {
    assert_eq!(
        block_on_stream(by_fn()).collect::<Vec<String>>(),
        ["a", "b"]
    );
    assert_eq!(block_on_stream(by_box()).collect::<Vec<_>>(), [(1, 2)]);
    assert_eq!(block_on_stream(by_fn_once()).count(), 1);
}

#[derive(Debug, Clone, PartialEq)]
struct Fault(u8);

/// Drops are counted, so that a test can see when the API was let go of.
struct Subscription(Arc<AtomicUsize>);

impl Drop for Subscription {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[asyncify]
fn subscribe(
    dropped: &Arc<AtomicUsize>,
    mut callback: impl FnMut(u8) + Send + 'static,
) -> Subscription {
    callback(1);
    std::mem::forget(callback);
    Subscription(Arc::clone(dropped))
}

#[test]
fn the_handle_lives_as_long_as_the_stream() {
    let dropped = Arc::new(AtomicUsize::new(0));
    let mut stream = subscribe(&dropped);
    assert!(Arc::ptr_eq(&stream.handle().0, &dropped));
    assert_eq!(block_on(stream.next()), Some(1));
    assert_eq!(dropped.load(Ordering::SeqCst), 0);
    drop(stream);
    assert_eq!(dropped.load(Ordering::SeqCst), 1);
}

#[asyncify]
fn watch(
    fail: bool,
    #[item] mut on_item: impl FnMut(u8) + Send + 'static,
    #[error] mut on_error: impl FnMut(Fault) + Send + 'static,
    #[end] on_end: impl FnOnce() + Send + 'static,
) -> Result<u64, Fault> {
    if fail {
        return Err(Fault(0));
    }
    on_item(1);
    on_error(Fault(1));
    on_item(2);
    on_end();
    on_item(3);
    Ok(7)
}

#[test]
fn items_errors_and_the_end_each_have_a_callback() {
    assert_eq!(watch(true).err(), Some(Fault(0)));
    let stream = watch(false).expect("it starts");
    assert_eq!(*stream.handle(), 7);
    let mut items: Vec<_> = block_on_stream(stream).collect();
    items.sort_by_key(Result::is_err);
    assert_eq!(items, [Ok(1), Ok(2), Err(Fault(1))]);
}

#[asyncify(overflow = drop_oldest, buffer = 2)]
fn lossy(callback: impl FnMut(u8) + Send + 'static) {
    (0..5).for_each(callback);
}

#[asyncify(overflow = latest)]
fn latest(
    #[item] callback: impl FnMut(u8) + Send + 'static,
    #[error] mut on_error: impl FnMut(Fault) + Send + 'static,
) {
    (0..5).for_each(callback);
    on_error(Fault(1));
}

#[test]
fn a_loss_is_an_item_of_its_own() {
    let items: Vec<Result<u8, Lagged>> = block_on_stream(lossy()).collect();
    assert_eq!(items, [Err(Lagged { lost: 3 }), Ok(3), Ok(4)]);
    let items: Vec<Result<u8, EventError<Fault>>> = block_on_stream(latest()).collect();
    assert!(
        items.contains(&Err(EventError::Failed(Fault(1)))),
        "{items:?}"
    );
    assert!(
        items.contains(&Err(EventError::Lagged { lost: 4 })),
        "{items:?}"
    );
    assert!(items.contains(&Ok(4)), "{items:?}");
}

#[asyncify]
fn fatal(
    #[item] mut callback: impl FnMut(u8) + Send + 'static,
    #[error(fatal_if = |fault| fault.0 > 1)] mut on_error: impl FnMut(Fault) + Send + 'static,
) {
    on_error(Fault(1));
    callback(1);
    on_error(Fault(2));
    callback(2);
}

#[test]
fn a_fatal_error_ends_the_stream() {
    let items: Vec<_> = block_on_stream(fatal()).collect();
    assert!(!items.contains(&Ok(2)), "{items:?}");
    assert!(items.contains(&Ok(1)), "{items:?}");
    assert!(items.contains(&Err(Fault(2))), "{items:?}");
}

#[asyncify]
fn listing(#[end_if(|_, eol| eol > 0)] mut callback: impl FnMut(&str, i32)) {
    callback("a", 0);
    callback("b", 0);
    callback("", 1);
    callback("late", 0);
}

#[asyncify]
fn until_none(
    #[end_if(|x| x.is_none())]
    #[map(|x| x.unwrap_or_default())]
    mut callback: impl FnMut(Option<String>),
) {
    callback(Some("a".to_owned()));
    callback(None);
}

#[test]
fn end_if_ends_without_an_item() {
    let items: Vec<_> = block_on_stream(listing()).map(|(name, _)| name).collect();
    assert_eq!(items, ["a", "b"]);
    assert_eq!(block_on_stream(until_none()).collect::<Vec<_>>(), ["a"]);
}

#[asyncify(start = |api| api.play(), cancel = |api| api.stop())]
fn started(log: Arc<AtomicUsize>, callback: impl FnMut(u8) + Send + 'static) -> Api {
    Api {
        log,
        _callback: Box::new(callback),
    }
}

/// The same, where the handle's type is written out.
#[asyncify(start = |api: &mut Api| api.play())]
fn started_by_type(log: Arc<AtomicUsize>, callback: impl FnMut(u8) + Send + 'static) -> Api {
    Api {
        log,
        _callback: Box::new(callback),
    }
}

struct Api {
    log: Arc<AtomicUsize>,
    _callback: Box<dyn FnMut(u8) + Send>,
}

impl Api {
    fn play(&self) {
        self.log.fetch_add(1, Ordering::SeqCst);
    }

    fn stop(self) {
        self.log.fetch_add(10, Ordering::SeqCst);
    }
}

#[test]
fn start_may_change_a_handle_whose_type_it_names() {
    let log = Arc::new(AtomicUsize::new(0));
    let stream = started_by_type(Arc::clone(&log));
    assert_eq!(log.load(Ordering::SeqCst), 1);
    drop(stream);
}

#[test]
fn start_and_cancel_see_the_handle_once() {
    let log = Arc::new(AtomicUsize::new(0));
    let mut stream = started(Arc::clone(&log));
    assert_eq!(log.load(Ordering::SeqCst), 1);
    assert_eq!(stream.next().now_or_never(), None);
    block_on(stream.close());
    assert_eq!(log.load(Ordering::SeqCst), 11);
    drop(stream);
    assert_eq!(log.load(Ordering::SeqCst), 11);
}

struct Sensor {
    scale: u32,
}

#[asyncify]
impl Sensor {
    /// Reads once.
    pub fn read(&self, callback: impl FnOnce(u32) + Send + 'static) {
        callback(self.scale);
    }

    /// Reads again and again.
    pub fn readings(&mut self, n: u32, mut callback: impl FnMut(u32) + Send + 'static) {
        self.scale += 1;
        let scale = self.scale;
        thread::spawn(move || (0..n).for_each(|i| callback(i * scale)));
    }

    #[asyncify(keep)]
    fn consume(self, callback: Box<dyn FnOnce(Self) + Send>)
    where
        Self: Sized,
    {
        callback(self);
    }

    fn create(scale: u32, callback: impl FnOnce(Self)) {
        callback(Self { scale });
    }

    fn scale(&self) -> u32 {
        self.scale
    }
}

#[test]
fn every_method_of_a_block_is_rewritten() {
    block_on(async {
        let mut sensor = Sensor::create(2).await.expect("it is made");
        assert_eq!(sensor.read().await, Ok(2));
        let readings: Vec<_> = sensor.readings(3).collect().await;
        assert_eq!(readings, [0, 3, 6]);
        assert_eq!(
            sensor.consume_async().await.map(|sensor| sensor.scale()),
            Ok(3)
        );
    });
}

struct Emitter;

impl Emitter {
    #[asyncify(keep)]
    fn on(&self, callback: impl Fn(u8) + 'static) -> u8 {
        callback(5);
        1
    }

    #[asyncify]
    fn named_type<F: FnOnce(&Self)>(&self, callback: F) {
        let callback: F = callback;
        callback(&Emitter);
    }
}

impl Clone for Emitter {
    fn clone(&self) -> Self {
        Emitter
    }
}

#[test]
fn a_method_annotated_alone() {
    let stream: EventStream<u8, u8> = Emitter.on_stream();
    assert_eq!(block_on_stream(stream).collect::<Vec<_>>(), [5]);
    assert_eq!(Emitter.on(|_| {}), 1);
    assert!(block_on(Emitter.named_type()).is_ok());
}

fn assert_send<T: Send>(value: T) -> T {
    value
}

#[test]
fn the_stream_is_send_where_its_parts_are() {
    assert_eq!(block_on_stream(assert_send(count(2))).count(), 2);
}
