//! `#[asyncify]` for APIs that one does not own.

use asyncify::{FrameStream, asyncify};
use futures::StreamExt;
use futures::executor::{block_on, block_on_stream};

/// Stands for somebody else's crate.
#[allow(unreachable_pub)]
mod foreign {
    use std::rc::Rc;
    use std::thread;

    pub struct Client {
        pub id: u32,
    }

    impl Client {
        pub fn fetch(&self, key: &str, callback: impl FnOnce(String) + Send + 'static) {
            let answer = format!("{}:{key}", self.id);
            thread::spawn(move || callback(answer));
        }

        pub fn updates<F>(&self, n: u32, mut callback: F) -> Guard
        where
            F: FnMut(u32) + Send + 'static,
        {
            (0..n).for_each(&mut callback);
            Guard(self.id)
        }

        pub fn counts<F>(&self, n: u32, mut callback: F)
        where
            F: 'static,
            F: FnMut(u32),
            F: Send,
        {
            (0..n).for_each(&mut callback);
        }

        pub fn convert<T: From<u32>>(&self, callback: impl FnOnce(T)) {
            callback(T::from(self.id));
        }
    }

    pub struct Guard(pub u32);

    pub trait Device {
        type Stream;
        fn open<T, C>(&self, config: u32, callback: C) -> Result<Self::Stream, String>
        where
            T: From<u8> + Copy + Send + 'static,
            C: FnMut(&[T], &Info) + Send + 'static;
    }

    #[derive(Clone, Debug, PartialEq)]
    pub struct Info {
        pub at: u32,
    }

    pub struct Fake;

    impl Device for Fake {
        type Stream = u32;
        fn open<T, C>(&self, config: u32, mut callback: C) -> Result<u32, String>
        where
            T: From<u8> + Copy + Send + 'static,
            C: FnMut(&[T], &Info) + Send + 'static,
        {
            if config == 0 {
                return Err("no config".to_owned());
            }
            callback(&[T::from(1), T::from(2)], &Info { at: 0 });
            callback(&[T::from(3)], &Info { at: 2 });
            Ok(config)
        }
    }

    /// A toolkit of one thread.
    pub struct Button {
        pub label: Rc<str>,
    }

    impl Button {
        pub fn on_click(&self, callback: impl Fn(&Button) + 'static) -> u64 {
            callback(self);
            1
        }
    }

    pub struct Channel<T>(pub Vec<T>);

    impl<T: Clone + Send + 'static> Channel<T> {
        pub fn receive(&self, mut callback: impl FnMut(T) + Send + 'static) {
            self.0.iter().cloned().for_each(&mut callback);
        }
    }

    pub fn after<T: Send + 'static>(value: T, callback: impl FnOnce(T) + Send + 'static) {
        thread::spawn(move || callback(value));
    }

    pub fn ticks(n: u8, mut callback: Box<dyn FnMut(u8) + Send>) -> Result<Guard, String> {
        (0..n).for_each(&mut *callback);
        (n > 0)
            .then_some(Guard(0))
            .ok_or_else(|| "no ticks".to_owned())
    }
}

#[asyncify(ext = ClientExt)]
impl foreign::Client {
    fn fetch(&self, key: &str, callback: impl FnOnce(String) + Send + 'static);
    #[asyncify(name = all_updates)]
    fn updates<F>(&self, n: u32, callback: F) -> foreign::Guard
    where
        F: FnMut(u32) + Send + 'static;
    fn counts<F>(&self, n: u32, callback: F)
    where
        F: 'static,
        F: FnMut(u32),
        F: Send;
    fn convert<T: From<u32>>(&self, callback: impl FnOnce(T) + 'static);
}

#[test]
fn methods_of_a_foreign_type() {
    let client = foreign::Client { id: 4 };
    assert_eq!(block_on(client.fetch_async("key")), Ok("4:key".to_owned()));
    let updates = client.all_updates(3);
    assert_eq!(updates.handle().0, 4);
    assert_eq!(block_on_stream(updates).collect::<Vec<_>>(), [0, 1, 2]);
    let counts = client.counts_stream(2);
    assert_eq!(block_on_stream(counts).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(block_on(client.convert_async::<u64>()), Ok(4_u64));
}

#[test]
fn a_foreign_future_is_send() {
    fn assert_send<T: Send>(value: T) -> T {
        value
    }
    let client = foreign::Client { id: 4 };
    assert_eq!(
        block_on(assert_send(client.fetch_async("x"))),
        Ok("4:x".to_owned())
    );
}

/// Every device, whoever implements it.
#[asyncify(ext = pub(crate) Capture, frames)]
impl<D: foreign::Device> D
where
    D::Stream: Send + 'static,
{
    #[asyncify(name = capture)]
    fn open<T, C>(&self, config: u32, callback: C) -> Result<D::Stream, String>
    where
        T: From<u8> + Copy + Send + 'static,
        C: FnMut(&[T], &foreign::Info) + Send + 'static;
}

#[test]
fn methods_of_every_type_with_a_bound() {
    use foreign::{Fake, Info};
    let frames: FrameStream<f32, Info, u32> = Fake.capture(9).expect("it opens");
    assert_eq!(*frames.handle(), 9);
    let frames: Vec<_> = block_on_stream(frames)
        .map(|frame| (frame.to_vec(), frame.info().at))
        .collect();
    assert_eq!(frames, [(vec![1.0, 2.0], 0), (vec![3.0], 2)]);
    assert_eq!(Fake.capture::<u8>(0).err().as_deref(), Some("no config"));
}

#[asyncify(ext = ButtonExt, local)]
impl foreign::Button {
    fn on_click(
        &self,
        #[map(|button| -> std::rc::Rc<str> { button.label.clone() })] callback: impl Fn(
            &foreign::Button,
        ) + 'static,
    ) -> u64;
}

#[test]
fn a_toolkit_of_one_thread() {
    let button = foreign::Button { label: "OK".into() };
    let mut clicks = button.on_click_stream();
    assert_eq!(block_on(clicks.next()).as_deref(), Some("OK"));
}

#[asyncify(ext = ChannelExt)]
impl<T: Clone + Send + 'static> foreign::Channel<T> {
    fn receive(&self, callback: impl FnMut(T) + Send + 'static);
}

#[test]
fn a_generic_foreign_type() {
    let channel = foreign::Channel(vec!['a', 'b']);
    assert_eq!(
        block_on_stream(channel.receive_stream()).collect::<String>(),
        "ab"
    );
}

#[allow(unreachable_pub)]
#[asyncify(path = foreign)]
mod twins {
    use super::foreign::Guard;

    /// Gives the value back, later.
    pub fn after<T: Send + 'static>(value: T, callback: impl FnOnce(T) + Send + 'static);

    pub fn ticks(n: u8, callback: Box<dyn FnMut(u8) + Send>) -> Result<Guard, String>;

    pub const ANSWER: u8 = 42;
}

#[allow(unreachable_pub)]
#[asyncify(path = self::foreign)]
mod anchored {
    pub fn after<T: Send + 'static>(value: T, callback: impl FnOnce(T) + Send + 'static);
}

#[test]
fn functions_of_a_foreign_module() {
    assert_eq!(block_on(twins::after(twins::ANSWER)), Ok(42));
    assert_eq!(block_on(anchored::after('x')), Ok('x'));
    assert_eq!(
        block_on_stream(twins::ticks(2).expect("some")).collect::<Vec<_>>(),
        [0, 1]
    );
    assert_eq!(twins::ticks(0).err().as_deref(), Some("no ticks"));
}

#[asyncify]
trait Source {
    fn next(&self, callback: Box<dyn FnOnce(u32) + Send>);

    fn events(&self, callback: Box<dyn FnMut(u32) + Send>) {
        self.next(Box::new(callback));
    }
}

struct Five;

impl Source for Five {
    fn next(&self, callback: Box<dyn FnOnce(u32) + Send>) {
        callback(5);
    }
}

#[test]
fn provided_methods_of_a_trait() {
    assert_eq!(block_on(Five.next_async()), Ok(5));
    let source: &dyn Source = &Five;
    assert_eq!(
        block_on_stream(source.events_stream()).collect::<Vec<_>>(),
        [5]
    );
}

/// Declared for a `Self` of any size; what has a body can't move that.
#[allow(clippy::needless_arbitrary_self_type)]
#[asyncify]
trait Builder {
    fn run(self, callback: impl FnMut(u32));
    fn with(&self, other: Self, callback: impl FnMut(u32)) -> Self;
    fn boxed(self: Box<Self>, callback: Box<dyn FnMut(u32)>);
    fn typed(self: Self, callback: Box<dyn FnMut(u32)>);
    fn failing(&self, #[item] item: Box<dyn FnMut(u32)>, #[error] error: Box<dyn FnMut(Self)>);
}

#[allow(clippy::needless_arbitrary_self_type)]
impl Builder for u32 {
    fn run(self, mut callback: impl FnMut(u32)) {
        callback(self);
    }

    fn with(&self, other: Self, mut callback: impl FnMut(u32)) -> Self {
        callback(other);
        *self
    }

    fn boxed(self: Box<Self>, mut callback: Box<dyn FnMut(u32)>) {
        callback(*self);
    }

    fn typed(self: Self, mut callback: Box<dyn FnMut(u32)>) {
        callback(self);
    }

    fn failing(&self, _: Box<dyn FnMut(u32)>, mut error: Box<dyn FnMut(Self)>) {
        error(*self);
    }
}

#[test]
fn a_provided_method_may_take_self() {
    assert_eq!(block_on_stream(7.run_stream()).collect::<Vec<_>>(), [7]);
    let mut with = 8.with_stream(9);
    assert_eq!((*with.handle(), block_on(with.next())), (8, Some(9)));
    let boxed = Box::new(10).boxed_stream();
    assert_eq!(block_on_stream(boxed).collect::<Vec<_>>(), [10]);
    assert_eq!(block_on_stream(11.typed_stream()).collect::<Vec<_>>(), [11]);
    let failing = block_on_stream(12.failing_stream());
    assert_eq!(failing.collect::<Vec<_>>(), [Err(12)]);
}

/// The trait of a crate that hides its closures, with a handle that must be told what to do.
mod hidden {
    pub(crate) trait Handler {
        fn handle(&mut self, event: u8);
    }

    impl<F: FnMut(u8)> Handler for F {
        fn handle(&mut self, event: u8) {
            self(event);
        }
    }

    pub(crate) struct Watcher<H: ?Sized>(Box<H>);

    pub(crate) fn watcher<H: Handler + Send + 'static>(handler: H) -> Watcher<dyn Handler + Send> {
        Watcher(Box::new(handler))
    }

    impl Watcher<dyn Handler + Send> {
        pub(crate) fn watch(&mut self, event: u8) {
            self.0.handle(event);
        }
    }
}

#[asyncify(path = hidden, start = |watcher| watcher.watch(1))]
mod watching {
    use super::hidden::{Handler, Watcher};

    pub(crate) fn watcher<H: Handler + Send + 'static>(
        #[shape(FnMut(u8))] handler: H,
    ) -> Watcher<dyn Handler + Send>;
}

#[test]
fn a_trait_that_hides_a_closure() {
    let mut events = watching::watcher();
    events.handle_mut().watch(2);
    assert_eq!(
        block_on(events.by_ref().take(2).collect::<Vec<_>>()),
        [1, 2]
    );
}

/// Names beside the module do not hide those in it.
mod beside {
    pub(crate) struct Event(pub(crate) u8);

    pub(crate) fn watch(callback: impl FnOnce(Event) + Send + 'static) {
        callback(Event(1));
    }
}

#[allow(dead_code)]
struct Event;

#[asyncify(path = beside)]
mod mirrored {
    use super::beside::Event;

    pub(crate) fn watch(callback: impl FnOnce(Event) + Send + 'static);
}

trait Typed {
    type Out: Send + 'static;
}

struct Holder<T: Typed>(Option<T::Out>);

impl<T: Typed> Holder<T> {
    fn get(self, callback: impl FnOnce(T::Out) + Send + 'static) {
        self.0.into_iter().for_each(callback_once(callback));
    }
}

fn callback_once<T>(callback: impl FnOnce(T)) -> impl FnMut(T) {
    let mut callback = Some(callback);
    move |value| {
        if let Some(callback) = callback.take() {
            callback(value);
        }
    }
}

#[asyncify(ext = pub(crate) HolderExt)]
impl<T> Holder<T>
where
    T: Typed,
{
    fn get(self, callback: impl FnOnce(T::Out) + Send + 'static);
}

struct Number;

impl Typed for Number {
    type Out = u64;
}

#[test]
fn names_and_bounds_mean_what_they_mean_in_the_mirror() {
    assert_eq!(block_on(mirrored::watch()).map(|event| event.0), Ok(1));
    assert_eq!(block_on(Holder::<Number>(Some(5)).get_async()), Ok(5));
}

/// What is configured away is none of our business.
#[asyncify(ext = GoneExt)]
impl beside::Event {
    #[cfg(any())]
    fn unsupported(&self, compare: fn(u8), callback: impl FnOnce(u8));
    fn value(&self, callback: impl FnOnce(u8));
}

impl beside::Event {
    fn value(&self, callback: impl FnOnce(u8)) {
        callback(self.0);
    }
}

#[test]
fn a_configured_method_is_left_out() {
    assert_eq!(block_on(beside::Event(3).value_async()), Ok(3));
}
