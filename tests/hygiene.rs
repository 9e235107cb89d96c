//! The expansion in hostile surroundings.

use futures::executor::{block_on, block_on_stream};

/// Where nothing of the prelude is in scope, and its names mean other things.
#[allow(dead_code)]
mod no_prelude {
    #![no_implicit_prelude]

    pub(super) struct Result;
    pub(super) struct Option;
    pub(super) struct Vec;
    pub(super) struct String;
    pub(super) struct Box;
    pub(super) mod std {}
    pub(super) mod core {}
    pub(super) mod asyncify {}

    #[::asyncify::asyncify]
    pub(super) fn once(text: &str, callback: impl ::core::ops::FnOnce(&str, &[u8])) {
        callback(text, &[1]);
    }

    #[::asyncify::asyncify(overflow = drop_newest, buffer = 8)]
    pub(super) fn stream(
        #[item]
        #[end_if(|n| n > 1)]
        mut on_item: impl ::core::ops::FnMut(u8),
        #[error] mut on_error: impl ::core::ops::FnMut(&u8),
        #[end] on_end: ::std::boxed::Box<dyn ::core::ops::FnOnce()>,
    ) -> ::std::result::Result<u8, u8> {
        on_item(1);
        on_error(&2);
        on_item(2);
        on_end();
        ::std::result::Result::Ok(1)
    }

    #[::asyncify::asyncify(callback, portal = ::asyncify::Portal::shared(), abandoned = 0)]
    pub(super) async fn back(text: &str, path: impl ::core::convert::AsRef<str>) -> usize {
        text.len() + path.as_ref().len()
    }

    #[allow(unsafe_code)]
    #[::asyncify::asyncify(callback)]
    pub(super) async extern "C" fn back_to_c() {}

    #[::asyncify::asyncify(error = u16)]
    pub(super) fn ending(
        #[item] mut on_item: impl ::core::ops::FnMut(u8),
        #[end] on_end: impl ::core::ops::FnOnce(&::core::result::Result<u8, u8>),
    ) {
        on_item(1);
        on_end(&::core::result::Result::Err(2));
    }

    #[::asyncify::asyncify(overflow = latest)]
    pub(super) fn progress(
        text: &str,
        #[progress] on_progress: impl ::core::ops::Fn(&u8),
        #[item] on_done: impl ::core::ops::FnOnce(&str),
    ) {
        on_progress(&1);
        on_done(text);
    }

    #[::asyncify::asyncify(blocking)]
    pub(super) fn blocking(
        mut n: u8,
        mut callback: impl ::core::ops::FnMut(u8),
    ) -> ::std::result::Result<u8, u8> {
        n += 1;
        callback(n);
        ::std::result::Result::Err(n)
    }

    #[::asyncify::asyncify(blocking)]
    pub(super) fn pool(
        text: &str,
        list: ::core::option::Option<&[u8]>,
        name: impl ::core::convert::Into<::std::string::String>,
    ) -> ::core::result::Result<impl ::core::iter::Iterator<Item = u8>, u8> {
        let first = *text.as_bytes().first().unwrap();
        let name = ::core::convert::Into::<::std::string::String>::into(name);
        ::core::result::Result::Ok(::core::iter::Iterator::chain(
            ::core::iter::once(first),
            ::core::iter::IntoIterator::into_iter(
                [name.into_bytes(), list.unwrap().to_vec()].concat(),
            ),
        ))
    }

    #[::asyncify::asyncify(blocking)]
    pub(super) fn changed(bytes: &mut [u8], count: &mut u8) {
        *count += 1;
        bytes.fill(*count);
    }

    pub(super) struct Port(pub(super) u8);

    #[::asyncify::asyncify(blocking, wrapper = AsyncPort)]
    impl Port {
        pub(super) fn open(number: &u8) -> ::core::option::Option<Self> {
            ::core::option::Option::Some(Port(*number))
        }

        pub(super) fn read(&mut self, bytes: &mut [u8]) -> u8 {
            bytes.fill(self.0);
            self.0
        }
    }

    #[::asyncify::asyncify(stream)]
    pub(super) fn pointers(
        #[item]
        #[reply(1)]
        on_item: ::std::option::Option<extern "C" fn(u8, *mut ::std::ffi::c_void) -> u8>,
        #[end] on_end: extern "C" fn(*mut ::std::ffi::c_void),
        #[user_data] data: *mut ::std::ffi::c_void,
        #[destroy] destroy: ::std::option::Option<extern "C" fn(*mut ::std::ffi::c_void)>,
    ) {
        on_item.unwrap()(7, data);
        on_end(data);
        destroy.unwrap()(data);
    }

    #[::asyncify::asyncify(listener, overflow = latest)]
    pub(super) trait Listener: ::std::marker::Send {
        fn on_text(&mut self, text: &str, f: &[u8]);
        #[map(|n| -> u8 { n })]
        #[reply(|n| n, closed = 0)]
        fn on_number(&self, n: u8) -> u8;
        #[reply(ask, default = 2)]
        fn on_question(&self, events: u8) -> u8;
        #[end]
        fn on_end(&self);
    }

    #[::asyncify::asyncify]
    pub(super) trait Source {
        fn next(&self, callback: impl ::core::ops::FnOnce(u8));
    }

    impl Source for Port {
        fn next(&self, callback: impl ::core::ops::FnOnce(u8)) {
            callback(self.0);
        }
    }

    #[::asyncify::asyncify(frames)]
    pub(super) fn frames(mut callback: impl ::core::ops::FnMut(&[u8])) {
        callback(&[1, 2]);
    }

    #[::asyncify::asyncify(feed, silence = 7, buffer = 8)]
    pub(super) fn feed(
        #[item] mut callback: impl ::core::ops::FnMut(&mut [u8], &u8),
        #[error] mut on_error: impl ::core::ops::FnMut(&u8),
    ) -> ::std::result::Result<[u8; 1], u8> {
        let mut block = [0];
        callback(&mut block, &1);
        on_error(&2);
        ::std::result::Result::Ok(block)
    }

    #[::asyncify::asyncify(feed, underrun = partial)]
    pub(super) fn partly(
        #[reply(|out| out.len())] mut callback: impl ::core::ops::FnMut(&mut [u8]) -> usize,
    ) -> usize {
        callback(&mut [0])
    }

    #[::asyncify::asyncify(feed, wake = tick(5))]
    pub(super) fn duplex(
        #[item] mut callback: impl ::core::ops::FnMut(&[u8], &mut [u8], &::core::time::Duration),
        #[end] on_end: impl ::core::ops::FnOnce(),
    ) {
        callback(&[1], &mut [0], &::core::time::Duration::ZERO);
        on_end();
    }
}

#[test]
fn no_prelude_is_needed() {
    assert_eq!(
        block_on(no_prelude::once("x")),
        Ok(("x".to_owned(), vec![1]))
    );
    assert_eq!(
        block_on_stream(no_prelude::stream().expect("it starts")).count(),
        2
    );
    let ending: Vec<_> = block_on_stream(no_prelude::ending()).collect();
    assert_eq!(ending, [Ok(1), Err(2)]);
    assert_eq!(block_on_stream(no_prelude::frames()).count(), 1);
    let mut feed = no_prelude::feed().expect("it starts");
    assert_eq!(*feed.handle(), [7]);
    assert_eq!(block_on(feed.next_error()), Some(2));
    assert_eq!(*no_prelude::partly().handle(), 0);
    let (input, _output) = no_prelude::duplex().split();
    assert_eq!(block_on_stream(input).count(), 1);
    assert_eq!(
        block_on_stream(no_prelude::pointers()).collect::<Vec<_>>(),
        [7]
    );
    assert_eq!(
        block_on_stream(no_prelude::blocking(1)).collect::<Vec<_>>(),
        [Ok(2), Err(2)]
    );
    assert_eq!(block_on(no_prelude::progress("x")), Ok("x".to_owned()));
    let events = no_prelude::ListenerEvents::new();
    no_prelude::Listener::on_text(&mut events.sender(), "x", &[1]);
    assert_eq!(block_on_stream(events).count(), 1);
}

/// Where the crate has another name.
mod renamed {
    pub(crate) use asyncify as bridge;

    #[bridge::asyncify(crate = crate::renamed::bridge)]
    pub(super) fn once(callback: impl FnOnce(u8)) {
        callback(1);
    }

    #[bridge::asyncify(crate = bridge)]
    pub(super) fn relative(callback: impl FnOnce(u8)) {
        callback(2);
    }

    #[bridge::asyncify(listener, crate = crate::renamed::bridge)]
    pub(super) trait Listener {
        #[reply(ask, default = 1)]
        fn on_number(&self, n: u8) -> u8;
    }
}

#[test]
fn the_crate_may_be_renamed() {
    assert_eq!(block_on(renamed::once()), Ok(1));
    assert_eq!(block_on(renamed::relative()), Ok(2));
    let sender = renamed::ListenerEvents::<()>::new().sender();
    assert_eq!(renamed::Listener::on_number(&sender, 7), 1);
}

/// Where the user's names are those that the expansion uses itself.
#[asyncify::asyncify]
fn same_names(
    done: u8,
    events: u8,
    frames: u8,
    errors: u8,
    value: u8,
    reply: u8,
    callback: impl FnOnce(u8),
) {
    callback(done + events + frames + errors + value + reply);
}

#[asyncify::asyncify(abandoned = value)]
fn same_names_outside(value: u8, error: u8, abandoned: u8, _callback: impl FnOnce(u8)) {
    let _ = (error, abandoned);
}

#[asyncify::asyncify(feed, underrun = partial)]
fn same_names_of_a_feed(
    source: u8,
    filled: u8,
    reply: u8,
    #[reply(|out| out.len() + usize::from(source + filled + reply))] mut callback: impl FnMut(
        &mut [u8],
    )
        -> usize,
) -> usize {
    callback(&mut [source]) + usize::from(source + filled + reply)
}

#[asyncify::asyncify(once)]
fn same_names_for_c(
    key: u8,
    word: u8,
    kept: u8,
    arg0: u8,
    #[map(|value| value + key + arg0)] trampoline: extern "C" fn(u8, *mut std::ffi::c_void),
    #[user_data] data: *mut std::ffi::c_void,
) {
    trampoline(word + kept, data);
}

#[test]
fn names_do_not_clash() {
    assert_eq!(block_on(same_names_for_c(1, 2, 3, 4)), Ok(10));
    assert_eq!(block_on(same_names(1, 2, 3, 4, 5, 6)), Ok(21));
    assert_eq!(block_on(same_names_outside(7, 8, 9)), 7);
    assert_eq!(*same_names_of_a_feed(1, 2, 3).handle(), 12);
}

macro_rules! blocking_in_a_macro {
    ($name:ident, $handle:ident, $argument:ident: $ty:ty, $body:expr) => {
        #[asyncify::asyncify(blocking)]
        fn $name($argument: $ty, this: u8) -> u8 {
            let output = $body;
            output + this
        }

        struct Inner(u8);

        #[asyncify::asyncify(blocking, wrapper = pub(crate) $handle)]
        impl Inner {
            fn add(&mut self, $argument: $ty, output: &mut [u8]) -> u8 {
                self.0 += $body;
                output.fill(self.0);
                self.0
            }
        }
    };
}

blocking_in_a_macro!(blocking_length, AsyncInner, this: &str, this.len() as u8);

#[test]
fn blocking_code_may_come_from_a_macro() {
    assert_eq!(block_on(blocking_length("four", 2)), 6);
    let mut output = [0; 1];
    assert_eq!(
        block_on(AsyncInner::from(Inner(1)).add("two", &mut output)),
        4
    );
    assert_eq!(output, [4]);
}

#[test]
fn blocking_code_where_the_prelude_is_not() {
    use futures::StreamExt;

    let items = block_on(no_prelude::pool("a", Some(&[1]), "b")).expect("a stream");
    assert_eq!(block_on(items.collect::<Vec<_>>()), [b'a', b'b', 1]);
    let (mut bytes, mut count) = ([0; 2], 4);
    block_on(no_prelude::changed(&mut bytes, &mut count));
    assert_eq!((bytes, count), ([5, 5], 5));
    let source = no_prelude::Port(4);
    assert_eq!(block_on(no_prelude::Source::next_async(&source)), Ok(4));
    let port = block_on(no_prelude::AsyncPort::open(&3)).expect("a port");
    assert_eq!(block_on(port.read(&mut bytes)), 3);
    assert_eq!(bytes, [3, 3]);
}

macro_rules! contexts_in_a_macro {
    ($name:ident, $argument:ident: $ty:ty, $given:expr) => {
        #[asyncify::asyncify(context)]
        async fn $name($argument: $ty, this: u8, given: asyncify::HandOut<u8>) {
            let out = given.give($given + this).await;
            assert_eq!(out, $given + this);
        }
    };
}

contexts_in_a_macro!(summed, out: &str, out.len() as u8);

#[test]
fn a_context_may_come_from_a_macro() {
    assert_eq!(block_on(summed("four", 2).with(async |n| *n)), 6);
}

macro_rules! listeners_in_a_macro {
    ($name:ident, $method:ident, $argument:ident: $ty:ty, $default:expr, $($more:item)*) => {
        #[asyncify::asyncify(listener)]
        trait $name {
            #[map(|$argument| -> $ty { $argument })]
            #[reply(ask, default = $default)]
            fn $method(&self, $argument: $ty) -> u8;
            fn same_names(&self, reply: u8, value0: u8, f: u8, events: u8, default: u8);
            fn also(&self, reply: $ty);
            $($more)*
        }
    };
}

listeners_in_a_macro!(Made, by_macro, given: u32, 3, fn given(&self););

#[test]
fn listeners_may_come_from_a_macro() {
    let mut events = MadeEvents::new();
    let sender = events.sender();
    sender.same_names(1, 2, 3, 4, 5);
    sender.also(6);
    sender.given();
    let event = block_on(futures::StreamExt::next(&mut events)).expect("an event");
    let text = "SameNames { reply: 1, value0: 2, f: 3, events: 4, default: 5 }";
    assert_eq!(format!("{event:?}"), text);
    drop(events);
    assert_eq!(sender.by_macro(1), 3);
}

macro_rules! declared_by_a_macro {
    ($name:ident, $callback:ty, $value:expr) => {
        #[asyncify::asyncify]
        fn $name(callback: $callback) {
            callback($value);
        }
    };
}

macro_rules! pointers_in_a_macro {
    ($name:ident, $callback:ty, $word:ty, $value:expr) => {
        #[asyncify::asyncify(once)]
        #[status(|started: bool| -> Result<(), ()> { started.then_some(()).ok_or(()) })]
        fn $name(callback: $callback, #[user_data] data: $word) -> bool {
            callback.unwrap()($value, data);
            true
        }
    };
}

pointers_in_a_macro!(
    from_a_macro_for_c,
    Option<extern "C" fn(u8, *mut std::ffi::c_void)>,
    *mut std::ffi::c_void,
    4
);

declared_by_a_macro!(from_a_macro, Box<dyn FnOnce(u8)>, 3);

#[test]
fn a_macro_may_write_the_function() {
    assert_eq!(block_on(from_a_macro()), Ok(3));
    assert_eq!(block_on(from_a_macro_for_c()), Ok(4));
}

/// Functions with a parameter of their own name, which hides them.
mod their_own_names {
    use std::ffi::c_void;

    #[asyncify::asyncify(keep)]
    pub(super) fn once(once: u8, callback: impl FnOnce(u8)) {
        callback(once);
    }

    #[asyncify::asyncify(once, keep)]
    pub(super) fn of_c(of_c: extern "C" fn(u8, *mut c_void), #[user_data] data: *mut c_void) {
        of_c(2, data);
    }

    #[asyncify::asyncify(once, keep)]
    pub(super) fn data(callback: extern "C" fn(u8, *mut c_void), #[user_data] data: *mut c_void) {
        callback(3, data);
    }

    #[asyncify::asyncify(blocking)]
    pub(super) fn blocking(blocking: &str) -> usize {
        blocking.len()
    }
}

#[test]
fn a_parameter_may_be_called_like_the_function() {
    assert_eq!(block_on(their_own_names::once_async(1)), Ok(1));
    assert_eq!(block_on(their_own_names::of_c_async()), Ok(2));
    assert_eq!(block_on(their_own_names::data_async()), Ok(3));
    assert_eq!(block_on(their_own_names::blocking("four")), 4);
}
