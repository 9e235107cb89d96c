//! Listener traits with names, receivers and signatures that are not the usual ones.

#![allow(dead_code, reason = "most traits here only have to compile")]

use std::borrow::Cow;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use asyncify::asyncify;
use futures::executor::block_on_stream;

/// What the events look like that a sender is made to tell.
macro_rules! told {
    ($events:ty, |$sender:ident| $calls:expr) => {{
        let events = <$events>::new();
        #[allow(unused_mut)]
        let mut $sender = events.sender();
        $calls;
        drop($sender);
        let shown = block_on_stream(events).map(|event| format!("{event:?}"));
        shown.collect::<Vec<_>>().join(" ")
    }};
}

#[asyncify(listener)]
trait Odd {
    fn self_(&self);
    fn r#type(&self, r#fn: u8);
    fn _1(&self);
    fn __(&self, _: bool);
    fn new(&self);
    fn sender(&self);
    fn item(&self);
    fn clone(&self);
    fn from_fn(&self);
    fn events(&self, events: u8, f: u8, value0: u8);
    #[allow(non_snake_case)]
    fn onData(&self);
    fn on_data(&self);
}

#[test]
fn every_method_name_makes_a_variant() {
    let shown = told!(OddEvents, |sender| {
        sender.self_();
        sender.r#type(1);
        sender._1();
        sender.__(true);
        sender.new();
        sender.sender();
        sender.item();
        Odd::clone(&sender);
        sender.from_fn();
        sender.events(1, 2, 3);
        sender.onData();
        sender.on_data();
    });
    assert_eq!(
        shown,
        "Self_ Type { fn: 1 } _1 __ { value: true } New Sender Item Clone FromFn \
         Events { events: 1, f: 2, value0: 3 } OnData OnData_"
    );
}

#[asyncify(listener)]
trait Parameters {
    fn unnamed(&self, _: u8, _: u8);
    fn alike(&self, _a: u8, a: u8, arg3: u8, _: u8);
    #[allow(
        clippy::duplicate_underscore_argument,
        reason = "to see what becomes of it"
    )]
    fn keywords(&self, _type: u8, _self: u8);
    fn patterns(&self, mut n: u8, (x, y): (u8, u8)) {
        n += x + y;
        let _ = n;
    }
    #[reply(ask, default = 1)]
    fn asks(&self, reply: u8, answer: u8) -> u8;
}

#[test]
fn every_parameter_makes_a_field() {
    let shown = told!(ParametersEvents, |sender| {
        sender.unnamed(1, 2);
        sender.alike(1, 2, 3, 4);
        sender.keywords(1, 2);
        sender.patterns(1, (2, 3));
    });
    assert_eq!(
        shown,
        "Unnamed { arg0: 1, arg1: 2 } Alike { _a: 1, a: 2, arg3: 3, arg3_: 4 } \
         Keywords { arg0: 1, arg1: 2 } Patterns { n: 1, arg1: (2, 3) }"
    );
    let events = ParametersEvents::new();
    let sender = events.sender();
    drop(events);
    assert_eq!(sender.asks(2, 3), 1);
    let question = |event| match event {
        ParametersEvent::Asks {
            reply,
            answer,
            answer_,
        } => answer_.send(reply + answer).expect("it waits"),
        _ => unreachable!("only this is asked"),
    };
    assert_eq!(ParametersSender::from_fn(question).asks(2, 3), 5);
}

#[asyncify(listener)]
trait Receivers {
    fn counted(self: Arc<Self>, n: u8);
    fn shared(self: Rc<Self>);
    fn pinned(self: Pin<&mut Self>, name: &str);
    #[allow(clippy::needless_arbitrary_self_type, reason = "it is one more way")]
    fn by_reference(self: &Self);
    fn by_value(mut self)
    where
        Self: Sized,
    {
        self.by_reference();
        self = self.copied();
        self.by_reference();
    }
    #[reply(self)]
    fn chained(&self, other: &Self, n: u8) -> &Self;
    #[reply(self.clone())]
    fn copied(&mut self) -> Self
    where
        Self: Sized;
}

#[test]
fn every_receiver_leads_to_the_stream() {
    let shown = told!(ReceiversEvents, |sender| {
        Arc::new(sender.clone()).counted(1);
        Rc::new(sender.clone()).shared();
        Pin::new(&mut sender).pinned("a");
        sender.by_reference();
        sender.clone().by_value();
        sender.chained(&sender, 2).by_reference();
        drop(sender.copied());
    });
    assert_eq!(
        shown,
        "Counted { n: 1 } Shared Pinned { name: \"a\" } ByReference ByValue Chained { n: 2 } \
         ByReference Copied"
    );
}

trait Super<T> {
    fn above(&self) -> T;
}

#[asyncify(listener)]
pub(crate) trait Generic<'a, T: Clone + Default + Send, const N: usize, U = T, V = ()>:
    Super<T>
where
    Self: Sized + Send,
    U: Send,
    V: Send,
{
    fn all(&self, item: &T, items: [U; N], name: &'a str);
    fn lifetimes<'b>(&self, name: &'b str)
    where
        'a: 'b;
    #[map(|text, shown, items| -> (String, usize) { (text.into_owned() + &shown.to_string(), items.len()) })]
    fn mapped<const M: usize>(&self, text: Cow<'a, str>, shown: impl ToString, items: [V; M]);
    fn fixed(&self, call: fn(u8) -> u8, boxed: Box<u8>);
}

impl<T: Clone + Default + Send, const N: usize, U: Send> Super<T> for GenericSender<T, N, U> {
    fn above(&self) -> T {
        T::default()
    }
}

#[test]
fn what_no_event_speaks_of_is_left_out() {
    let shown = told!(GenericEvents<u8, 1, bool>, |sender| {
        Generic::<u8, 1, bool>::all(&sender, &1, [true], "a");
        Generic::<u8, 1, bool>::lifetimes(&sender, "b");
        Generic::<u8, 1, bool, u8>::mapped(&sender, "c".into(), 'd', [1, 2]);
        assert_eq!(Super::<u8>::above(&sender), 0);
    });
    assert_eq!(
        shown,
        "All { item: 1, items: [true], name: \"a\" } Lifetimes { name: \"b\" } Mapped((\"cd\", 2))"
    );
}

#[asyncify(listener)]
trait Marked<T>: Send + Sync + 'static {
    fn marked(&self, item: T);
}

#[test]
fn a_sender_is_what_the_trait_asks_for_where_its_events_are() {
    let shown = told!(MarkedEvents<u8>, |sender| {
        let marked: Box<dyn Marked<u8>> = Box::new(sender.clone());
        marked.marked(1);
    });
    assert_eq!(shown, "Marked { item: 1 }");
}

#[asyncify(listener)]
trait Conditional {
    #[cfg(not(test))]
    fn never(&self, of: Missing);
    #[cfg(not(test))]
    fn either(&self, n: u8);
    #[cfg(test)]
    fn either(&self, name: &str);
    #[deprecated(note = "use `either`")]
    fn old(&self);
    #[must_use]
    #[reply(3)]
    fn needed(&self) -> u8;
    #[inline]
    fn hinted(&self) {}
}

#[asyncify(listener)]
#[cfg(not(test))]
trait Absent {
    fn never(&self, of: Missing);
}

#[asyncify(listener)]
#[deprecated]
trait Deprecated {
    fn old(&self);
}

#[test]
fn attributes_go_where_they_belong() {
    let shown = told!(ConditionalEvents, |sender| {
        sender.either("a");
        assert_eq!(sender.needed(), 3);
        sender.hinted();
    });
    assert_eq!(shown, "Either Needed Hinted");
}

mod foreign {
    pub(crate) trait Failing {
        type Error;
        type Answer;
        fn failed(&self, error: Self::Error);
        fn ended(&self, result: Result<u8, Self::Error>) -> Self::Answer;
    }
}

#[asyncify(listener, path = foreign::Failing)]
trait Failing {
    type Error = Option<io::ErrorKind>;
    type Answer = u8;
    fn failed(&self, error: Self::Error);
    #[reply(4)]
    fn ended(&self, result: Result<u8, Self::Error>) -> Self::Answer;
}

#[test]
fn events_speak_of_the_types_that_a_mirror_chooses() {
    use foreign::Failing;
    let shown = told!(FailingEvents, |sender| {
        sender.failed(Some(io::ErrorKind::NotFound));
        assert_eq!(sender.ended(Err(None)), 4);
    });
    assert_eq!(
        shown,
        "Failed { error: Some(NotFound) } Ended { result: Err(None) }"
    );
}

/// Writes the trait, some of it from what it is given.
macro_rules! listener {
    ($(#[$attr:meta])* $vis:vis $name:ident, $ty:ty, $($methods:tt)*) => {
        #[asyncify(listener)]
        $(#[$attr])*
        $vis trait $name {
            fn own(&self, value: $ty);
            $($methods)*
        }
    };
}

listener! {
    /// Half of it is a macro's.
    pub(crate) Made, Vec<u8>,
    fn given(&mut self, n: u8);
    #[reply(|n| n + 1)]
    fn answered(&self, n: u8) -> u8;
}

#[test]
fn macros_may_write_a_part() {
    let shown = told!(MadeEvents, |sender| {
        sender.own(vec![1]);
        sender.given(2);
        assert_eq!(sender.answered(3), 4);
    });
    assert_eq!(shown, "Own { value: [1] } Given { n: 2 } Answered { n: 3 }");
}

#[test]
fn a_trait_may_stand_in_a_function() {
    #[asyncify(listener)]
    trait Event {
        extern "C" fn from_c(&self, n: u32);
    }
    let shown = told!(EventEvents, |sender| sender.from_c(1));
    assert_eq!(shown, "FromC { n: 1 }");
}
