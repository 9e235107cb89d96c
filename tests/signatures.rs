//! Signatures as they are found in the wild: what becomes of each part of them.

use std::cell::RefCell;
use std::sync::{Arc, Mutex};

use asyncify::{CallError, EventStream, NotOk, asyncify};
use futures::executor::block_on;
use futures::{FutureExt, StreamExt};

type Hook<A> = Mutex<Option<Box<dyn FnMut(A) + Send>>>;

/// A builder whose setters give it back.
#[derive(Default)]
struct Config {
    notices: Hook<u8>,
    warnings: Hook<String>,
}

#[asyncify]
impl Config {
    fn on_notice(&mut self, f: impl FnMut(u8) + Send + 'static) -> &mut Config {
        self.notices = Mutex::new(Some(Box::new(f)));
        self
    }

    fn on_warning<F: FnMut(String) + Send + 'static>(&self, f: F) -> Result<&Self, String> {
        if self.notices.lock().unwrap().is_none() {
            return Err("notices first".to_owned());
        }
        *self.warnings.lock().unwrap() = Some(Box::new(f));
        Ok(self)
    }
}

impl Config {
    fn run(self) {
        if let Some(mut f) = self.notices.into_inner().unwrap() {
            f(1);
            f(2);
        }
        if let Some(mut f) = self.warnings.into_inner().unwrap() {
            f("late".to_owned());
        }
    }
}

#[test]
fn a_setter_that_gives_its_receiver_back_keeps_nothing() {
    let mut config = Config::default();
    assert_eq!(config.on_warning().unwrap_err(), "notices first");
    let notices: EventStream<u8> = config.on_notice();
    let warnings: EventStream<String> = config.on_warning().unwrap();
    config.run();
    assert_eq!(block_on(notices.collect::<Vec<_>>()), [1, 2]);
    assert_eq!(block_on(warnings.collect::<Vec<_>>()), ["late"]);
}

/// Setters that stand alone, or in a trait.
#[derive(Default)]
struct Lamp(Option<Box<dyn FnMut(u8)>>);

impl Lamp {
    #[asyncify]
    fn on_dim(&mut self, callback: impl FnMut(u8) + 'static) -> &mut Self {
        self.set(Box::new(callback))
    }
}

#[asyncify]
trait Dims {
    fn set(&mut self, callback: Box<dyn FnMut(u8)>) -> &mut Self;
}

impl Dims for Lamp {
    fn set(&mut self, callback: Box<dyn FnMut(u8)>) -> &mut Self {
        self.0 = Some(callback);
        self
    }
}

#[test]
fn setters_alone_and_in_traits_keep_nothing_either() {
    let mut lamp = Lamp::default();
    let mut first = lamp.on_dim();
    lamp.0.as_mut().unwrap()(1);
    let mut second = lamp.set_stream();
    lamp.0.as_mut().unwrap()(2);
    assert_eq!(block_on(first.next()), Some(1));
    assert_eq!(block_on(first.next()), None, "its place is taken");
    assert_eq!(block_on(second.next()), Some(2));
}

/// A builder that is moved from setter to setter.
#[derive(Default)]
struct Builder {
    first: Option<Box<dyn FnMut(u8)>>,
    second: Option<Box<dyn FnMut(u8)>>,
}

#[asyncify]
impl Builder {
    fn first<F: FnMut(u8) + 'static>(mut self, f: F) -> Self {
        self.first = Some(Box::new(f));
        self
    }

    fn second<F: FnMut(u8) + 'static>(mut self, f: F) -> Self {
        self.second = Some(Box::new(f));
        self
    }
}

#[test]
fn a_builder_is_detached_from_one_stream_and_goes_on_to_the_next() {
    let (builder, first) = Builder::default().first().detach();
    let (builder, mut second) = builder.second().detach();
    builder.first.unwrap()(1);
    assert_eq!(
        second.next().now_or_never(),
        None,
        "its callback is still there"
    );
    builder.second.unwrap()(2);
    assert_eq!(block_on(first.collect::<Vec<_>>()), [1]);
    assert_eq!(block_on(second.collect::<Vec<_>>()), [2]);
}

/// A handle whose type names that of the callback.
struct Guard<F> {
    callback: Arc<Mutex<F>>,
}

#[asyncify]
fn on_move<Callback: Fn(&str) -> bool + Sync + Send + 'static>(
    #[reply(true)] callback: Callback,
) -> Guard<Callback> {
    assert!(callback("at once"));
    Guard {
        callback: Arc::new(Mutex::new(callback)),
    }
}

#[test]
fn a_handle_that_names_the_callback_has_a_box_in_its_place() {
    let mut moves = on_move();
    assert!((moves.handle().callback.lock().unwrap())("later"));
    assert_eq!(block_on(moves.next()).unwrap(), "at once");
    assert_eq!(block_on(moves.next()).unwrap(), "later");
    type Boxed = Box<dyn Fn(&str) -> bool + Sync + Send>;
    let named: EventStream<String, Guard<Boxed>> = moves;
    assert_eq!(named.backlog(), 0);
}

/// A slot for a reply, which comes when the slot is looked at.
struct Reply<F: FnOnce(Result<&str, u8>)> {
    callback: Option<F>,
    message: u8,
}

impl<F: FnOnce(Result<&str, u8>)> Drop for Reply<F> {
    fn drop(&mut self) {
        if let Some(callback) = self.callback.take() {
            callback(Ok("dropped"));
        }
    }
}

impl<F: FnOnce(Result<&str, u8>)> Reply<F> {
    fn answer(&mut self) {
        let callback = self.callback.take().expect("one answer");
        callback(if self.message == 1 {
            Ok("pong")
        } else {
            Err(self.message)
        });
    }
}

struct Bus;

mod bus {
    use super::{Bus, Reply};

    impl Bus {
        pub(super) fn send<'a, F: FnOnce(Result<&str, u8>) + 'a>(
            &self,
            message: u8,
            f: F,
        ) -> Result<Reply<F>, ()> {
            let callback = Some(f);
            if message == 0 {
                Err(())
            } else {
                Ok(Reply { callback, message })
            }
        }
    }
}

/// What either step can fail with.
#[derive(Debug, PartialEq)]
enum Failure {
    Refused,
    Answered(u8),
    Dropped,
}

impl From<()> for Failure {
    fn from((): ()) -> Failure {
        Failure::Refused
    }
}

impl From<u8> for Failure {
    fn from(code: u8) -> Failure {
        Failure::Answered(code)
    }
}

impl From<asyncify::Abandoned> for Failure {
    fn from(_: asyncify::Abandoned) -> Failure {
        Failure::Dropped
    }
}

#[asyncify(ext = pub(crate) BusAsync, error = Failure, start = |reply| reply.answer())]
impl Bus {
    fn send<'a, F: FnOnce(Result<&str, u8>) + 'a>(
        &self,
        message: u8,
        #[map(|reply| -> Result<String, u8> { reply.map(str::to_owned) })] f: F,
    ) -> Result<Reply<F>, ()>;
}

#[test]
fn a_reply_slot_that_names_the_callback_is_kept() {
    assert_eq!(block_on(Bus.send_async(0)), Err(Failure::Refused));
    let answered = block_on(Bus.send_async(1));
    assert_eq!(answered.as_deref(), Ok("pong"));
    assert_eq!(block_on(Bus.send_async(9)), Err(Failure::Answered(9)));
}

#[asyncify(keep)]
fn set_progress<O, F>(closure: O)
where
    F: FnMut(i32) + 'static,
    O: Into<Option<F>>,
{
    if let Some(mut closure) = closure.into() {
        closure(50);
        closure(100);
    }
}

#[test]
fn a_conversion_into_an_optional_callback_is_one() {
    assert_eq!(
        block_on(set_progress_stream().collect::<Vec<_>>()),
        [50, 100]
    );
    set_progress::<_, fn(i32)>(None);
}

#[asyncify]
fn apply<F, R, E>(#[reply(|n| n.checked_mul(2))] function: F) -> Vec<String>
where
    F: Fn(u8) -> E,
    E: IntoIterator<Item = R>,
    R: ToString,
{
    let answers = [1, 200].into_iter().flat_map(function);
    answers.map(|answer| answer.to_string()).collect()
}

#[test]
fn what_only_the_callback_speaks_of_is_inferred_from_it() {
    let calls = apply();
    assert_eq!(*calls.handle(), ["2"]);
    assert_eq!(block_on(calls.collect::<Vec<_>>()), [1, 200]);
}

/// Anything that many kinds of closures can be turned into.
trait IntoHandler<T, Args> {
    fn into_handler(self) -> Box<dyn FnMut(T)>;
}

impl<T, F: FnMut(T) + 'static> IntoHandler<T, (T,)> for F {
    fn into_handler(self) -> Box<dyn FnMut(T)> {
        Box::new(self)
    }
}

#[asyncify]
fn subscribe<T: Default + 'static, Args>(#[shape(FnMut(T))] callback: impl IntoHandler<T, Args>) {
    callback.into_handler()(T::default());
}

#[test]
fn the_arguments_of_a_magic_trait_are_inferred_from_the_closure() {
    assert_eq!(block_on(subscribe::<u64>().collect::<Vec<_>>()), [0]);
}

/// A closure behind a type of somebody else, passed by reference.
struct Foreign(RefCell<Box<dyn FnMut(f64)>>);

#[asyncify(once)]
fn request_frame(#[shape(FnMut(f64), wrap = foreign)] callback: &Foreign) -> Result<i32, ()> {
    (callback.0.borrow_mut())(16.7);
    Ok(1)
}

fn foreign(f: impl FnMut(f64) + 'static) -> Foreign {
    Foreign(RefCell::new(Box::new(f)))
}

#[test]
fn a_wrapped_closure_is_lent_where_a_reference_is_asked_for() {
    assert!(matches!(block_on(request_frame()), Ok(at) if at == 16.7));
}

#[derive(Clone)]
struct Settings {
    name: &'static str,
}

#[asyncify(keep)]
impl Settings {
    fn connect_changed<F: Fn(&Self, &str) + 'static>(&self, detail: Option<&str>, f: F) -> u64 {
        f(self, detail.unwrap_or("key"));
        7
    }

    fn connect_closed<F: Fn(&Settings) + 'static>(&self, f: F) {
        f(self);
    }

    #[asyncify(once)]
    fn set_completed<F: Fn(&Self) + 'static>(
        &self,
        #[map(|this| -> &'static str { this.name })] f: F,
    ) {
        f(self);
    }

    fn closed_or<F: Fn(&Self, Option<u8>) + 'static>(&self, #[end_if(none)] f: F) {
        f(self, Some(1));
        f(self, None);
        f(self, Some(2));
    }

    fn parent<F: Fn(&Settings) + 'static>(f: F) {
        f(&Settings { name: "parent" });
    }
}

#[test]
fn the_object_that_calls_back_is_no_part_of_the_item() {
    let settings = Settings { name: "mine" };
    let changes: EventStream<String, u64> = settings.connect_changed_stream(Some("font"));
    assert_eq!(block_on(changes.collect::<Vec<_>>()), ["font"]);
    let closed: EventStream<()> = settings.connect_closed_stream();
    assert_eq!(block_on(closed.count()), 1);
    assert_eq!(block_on(settings.set_completed_async()), Ok("mine"));
    assert_eq!(
        block_on(settings.closed_or_stream().collect::<Vec<_>>()),
        [1]
    );
    let parents: EventStream<Settings> = Settings::parent_stream();
    assert_eq!(
        block_on(parents.map(|parent| parent.name).collect::<Vec<_>>()),
        ["parent"]
    );
}

#[asyncify]
fn rows(
    n: u8,
    #[item]
    #[end_if(none)]
    mut on_row: impl FnMut(Option<String>, u8),
    #[error] mut on_error: impl FnMut(u8),
) {
    on_row((n > 0).then(|| "a".to_owned()), n);
    on_error(n);
    on_row(None, 0);
    on_row(Some("late".to_owned()), 0);
}

#[asyncify]
fn names(
    #[end_if(none)]
    #[map(|n| -> Option<u8> { n.checked_sub(1) })]
    mut on_name: impl FnMut(u8),
) {
    [3, 1, 0, 9].into_iter().for_each(on_name);
}

#[test]
fn none_ends_the_stream_and_the_items_are_what_is_in_some() {
    let mut some: Vec<_> = block_on(rows(1).collect());
    some.sort();
    assert_eq!(some, [Ok(("a".to_owned(), 1)), Err(1)]);
    assert_eq!(block_on(rows(0).collect::<Vec<_>>()), []);
    assert_eq!(block_on(names().collect::<Vec<_>>()), [2, 0]);
}

#[asyncify(once)]
fn set_volume(
    level: u8,
    #[ok_if(|ok| ok)]
    #[map(|_| ())]
    callback: Option<Box<dyn FnMut(bool)>>,
) -> u32 {
    callback.unwrap()(level <= 100);
    1
}

#[asyncify]
fn read(text: &str, #[ok_if(|_, ok| ok)] mut callback: impl FnMut(String, bool)) {
    callback(text.to_uppercase(), true);
    callback(text.to_owned(), false);
}

#[asyncify]
fn check(n: u8, #[ok_if(|n| n > 1)] callback: impl FnOnce(u8)) {
    callback(n);
}

#[test]
fn a_flag_makes_a_result() {
    let set: Result<(), CallError<NotOk<()>>> = block_on(set_volume(3));
    assert_eq!(set, Ok(()));
    assert!(matches!(
        block_on(set_volume(101)),
        Err(CallError::Failed(NotOk(())))
    ));
    let texts: Vec<Result<(String, bool), NotOk<_>>> = block_on(read("a").collect());
    assert_eq!(
        texts,
        [
            Ok(("A".to_owned(), true)),
            Err(NotOk(("a".to_owned(), false)))
        ]
    );
    assert_eq!(block_on(check(2)), Ok(2));
    assert_eq!(block_on(check(1)), Err(CallError::Failed(NotOk(1))));
}

type Listener = Option<Box<dyn FnMut(u8, &str) + Send>>;

#[asyncify]
fn listen(
    #[shape(FnMut(u8, &str), wrap = |#[allow(unused_mut)] mut f| Some(Box::new(f)))]
    listener: Listener,
) -> Result<(), String> {
    listener.map(|mut f| f(1, "one")).ok_or("none".to_owned())
}

#[test]
fn what_is_boxed_in_a_wrap_becomes_a_trait_object() {
    let items: Vec<_> = block_on(listen().unwrap().collect());
    assert_eq!(items, [(1, "one".to_owned())]);
}

mod readers {
    pub(crate) struct Reader;

    impl Reader {
        #[allow(clippy::type_complexity, reason = "that it is written out is the test")]
        pub(crate) fn each(&self, f: Option<Box<dyn for<'a> FnMut(&'a str, &'a [u8]) + Send>>) {
            f.into_iter().for_each(|mut f| f("a", b"b"));
        }
    }
}

#[asyncify(ext = pub(crate) ReaderAsync)]
impl readers::Reader {
    fn each(&self, f: Option<Box<dyn for<'a> FnMut(&'a str, &'a [u8]) + Send>>);
}

#[test]
fn a_box_is_static_whatever_its_arguments_are_bound_to() {
    let items: Vec<_> = block_on(readers::Reader.each_stream().collect());
    assert_eq!(items, [("a".to_owned(), b"b".to_vec())]);
}

/// An alias that bears the name of its library.
type QueryResult<T> = Result<T, String>;

#[asyncify(keep, name = hook)]
fn hook_with(fails: bool, mut callback: impl FnMut(u8) + Send + 'static) -> QueryResult<u32> {
    if fails {
        return Err("no table".to_owned());
    }
    callback(1);
    Ok(7)
}

#[asyncify(keep, name = query)]
fn query_with(fails: bool, callback: impl FnOnce(String)) -> QueryResult<()> {
    hook_with(fails, |_| {})?;
    callback("row".to_owned());
    Ok(())
}

#[test]
fn an_alias_of_result_need_not_be_called_result() {
    let hooked: Result<EventStream<u8, u32>, String> = hook(true);
    assert_eq!(hooked.unwrap_err(), "no table");
    let mut hooked = hook(false).expect("there is a table");
    assert_eq!(*hooked.handle(), 7);
    assert_eq!(block_on(hooked.next()), Some(1));
    assert_eq!(block_on(query(false)), Ok("row".to_owned()));
    let failed: Result<String, CallError<String>> = block_on(query(true));
    assert_eq!(failed, Err(CallError::Failed("no table".to_owned())));
}

#[asyncify]
fn in_a_box<F: FnOnce(u8)>(f: Box<F>) {
    f(1);
}

#[asyncify(frames)]
fn samples_in_a_box(f: Option<Box<impl FnMut(&[u8])>>) {
    let Some(mut f) = f else { return };
    f(&[1, 2]);
}

#[test]
fn a_boxed_closure_may_be_called_where_it_stands() {
    assert_eq!(block_on(in_a_box()), Ok(1));
    let mut samples = samples_in_a_box();
    assert_eq!(block_on(samples.next()).unwrap().to_vec(), [1, 2]);
}
