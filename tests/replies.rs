//! Callbacks that give a value back to their caller, and marks that leave early.

use std::ops::ControlFlow;

use asyncify::asyncify;
use futures::executor::{block_on, block_on_stream};

#[asyncify]
fn constant(#[reply(ControlFlow::Continue(()))] mut callback: impl FnMut(u8) -> ControlFlow<()>) {
    assert_eq!(callback(1), ControlFlow::Continue(()));
}

#[asyncify]
fn computed(#[reply(|data| Ok(data.len()))] mut write: impl FnMut(&[u8]) -> Result<usize, String>) {
    assert_eq!(write(&[1, 2]), Ok(2));
}

#[asyncify]
fn nothing(#[reply(None)] callback: impl Fn(u64) -> Option<String>) {
    assert_eq!(callback(3), None);
}

#[asyncify]
fn default(#[reply(Default::default())] callback: impl FnOnce(u8) -> Vec<u8>) {
    assert!(callback(4).is_empty());
}

#[asyncify]
fn leaves(
    #[reply(|n| {
        if n > 1 {
            return true;
        }
        false
    })]
    mut callback: impl FnMut(u32) -> bool,
) {
    assert_eq!([callback(1), callback(2), callback(3)], [false, true, true]);
}

#[test]
fn the_caller_gets_its_reply_and_the_consumer_every_item() {
    assert_eq!(block_on_stream(constant()).collect::<Vec<_>>(), [1]);
    assert_eq!(block_on_stream(computed()).collect::<Vec<_>>(), [[1, 2]]);
    assert_eq!(block_on_stream(nothing()).collect::<Vec<_>>(), [3]);
    assert_eq!(block_on(default()), Ok(4));
    assert_eq!(block_on_stream(leaves()).collect::<Vec<_>>(), [1, 2, 3]);
}

/// Nothing is known of how it is copied.
struct Event {
    level: u8,
    names: Vec<String>,
}

impl Event {
    fn quiet() -> Self {
        let names = vec!["a".to_owned()];
        Event { level: 1, names }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Step {
    Begun,
    Done,
}

#[asyncify]
fn named_twice(
    #[end_if(|_, step| step == Step::Done)]
    #[map(|event, _| -> Vec<String> { event.names })]
    #[reply(|e, s| s == Step::Begun && e.level > 0, closed = |gone, _| gone.level > 9)]
    mut callback: impl FnMut(Event, Step) -> bool,
) {
    assert!(callback(Event::quiet(), Step::Begun));
    assert!(!callback(Event::quiet(), Step::Done));
    assert!(!callback(Event::quiet(), Step::Begun));
}

#[asyncify]
fn changed_twice(
    #[map(|event| -> Vec<String> { std::mem::take(&mut event.names) })]
    #[reply(|e| { e.level += 1; e.level }, closed = |gone| gone.level)]
    mut callback: impl FnMut(&mut Event) -> u8,
) {
    let mut event = Event::quiet();
    assert_eq!(callback(&mut event), 2);
    assert!(event.names.is_empty());
}

#[asyncify]
fn given_back(
    #[map(|response, _| -> u8 { response.level })]
    #[reply(|_, response| Ok(response))]
    mut callback: impl FnMut(&Event, Event) -> Result<Event, ()>,
) {
    let given = callback(&Event::quiet(), Event::quiet());
    assert!(given.is_ok_and(|event| event.names == ["a"]));
}

#[test]
fn an_argument_that_no_other_mark_needs_may_be_given_back() {
    assert_eq!(block_on_stream(given_back()).collect::<Vec<_>>(), [1]);
}

#[test]
fn marks_may_give_an_argument_different_names() {
    assert_eq!(block_on_stream(named_twice()).collect::<Vec<_>>(), [["a"]]);
    assert_eq!(
        block_on_stream(changed_twice()).collect::<Vec<_>>(),
        [["a"]]
    );
}

#[asyncify]
fn panics(#[reply(|_| -> u8 { panic!("in the reply") })] mut callback: impl FnMut(u8) -> u8) {
    assert_eq!(callback(1), 0, "the default of the type");
}

#[test]
#[should_panic(expected = "in the reply")]
fn a_panic_in_a_reply_is_resumed_in_the_consumer() {
    block_on_stream(panics()).for_each(drop);
}

#[asyncify(overflow = drop_newest)]
fn early(
    #[item]
    #[map(|text| -> Option<char> {
        let first = text.chars().next()?;
        if first == 'x' {
            return Some('X');
        }
        Some(first)
    })]
    #[end_if(|text| {
        if text == "end" {
            return true;
        }
        false
    })]
    on_text: impl FnMut(&str),
    #[error(fatal_if = |n| { if n > 9 { return true; } false })] mut on_error: impl FnMut(u8),
) {
    ["x", "", "y", "end", "z"].into_iter().for_each(on_text);
    on_error(1);
}

#[test]
fn marks_may_leave_early() {
    let items: Vec<_> = block_on_stream(early())
        .map(|item| item.expect("no loss"))
        .collect();
    assert_eq!(items, [Some('X'), None, Some('y')]);
}

macro_rules! through_a_macro {
    ($map:expr, $reply:expr) => {
        #[asyncify]
        fn by_macro(
            #[map($map)]
            #[reply($reply)]
            callback: impl FnOnce(u8) -> u8,
        ) {
            assert_eq!(callback(1), 2);
        }
    };
}

through_a_macro!(|n| -> u16 { u16::from(n) * 10 }, |n| n + 1);

#[test]
fn marks_may_come_from_a_macro() {
    assert_eq!(block_on(by_macro()), Ok(10));
}

#[asyncify]
fn swapped_names(
    #[reply(|a, b| a - b)]
    #[map(|b, #[allow(unused_mut)] mut a| a * 10 + b)]
    callback: impl FnOnce(u32, u32) -> u32,
) {
    assert_eq!(callback(2, 1), 1);
}

#[asyncify]
fn shared_names(
    #[end_if(|_, n| n == 0)]
    #[map(|n, _| n)]
    mut callback: impl FnMut(u8, u8),
) {
    callback(1, 1);
    callback(2, 0);
}

#[asyncify]
fn looked_at_by_all(
    #[reply(|text| text.len())]
    #[end_if(|t| t.is_empty())]
    #[map(|s| -> String { s + "!" })]
    mut callback: impl FnMut(String) -> usize,
) {
    assert_eq!(callback("hi".to_owned()), 2);
    assert_eq!(callback(String::new()), 0);
}

#[test]
fn each_mark_has_names_of_its_own() {
    assert_eq!(block_on(swapped_names()), Ok(12));
    assert_eq!(block_on_stream(shared_names()).collect::<Vec<_>>(), [1]);
    assert_eq!(
        block_on_stream(looked_at_by_all()).collect::<Vec<_>>(),
        ["hi!"]
    );
}

fn fail(message: &'static str) -> bool {
    std::panic::panic_any(message)
}

/// Its `Clone` is the user's code, too.
struct Fragile;

impl Clone for Fragile {
    fn clone(&self) -> Self {
        fail("in Clone");
        Fragile
    }
}

#[asyncify]
fn end_panics(#[end_if(|_| fail("in end_if"))] mut callback: impl FnMut(u8)) {
    callback(1);
}

#[asyncify]
fn fatal_panics(
    #[item] mut callback: impl FnMut(u8),
    #[error(fatal_if = |_| fail("in fatal_if"))] mut on_error: impl FnMut(u8),
) {
    callback(1);
    on_error(2);
}

#[asyncify]
fn clone_panics(callback: impl FnOnce(&Fragile)) {
    callback(&Fragile);
}

#[asyncify(frames)]
fn info_panics(
    #[map(|samples| -> (&[u8], bool) { (samples, fail("in frames")) })] mut callback: impl FnMut(&[u8]),
) {
    callback(&[1]);
}

#[test]
fn no_panic_of_the_users_code_reaches_the_api() {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    // The APIs call back before they return: had a panic reached one, the stream would not be.
    let message = |run: &mut dyn FnMut()| {
        let panic = catch_unwind(AssertUnwindSafe(run)).expect_err("it is resumed");
        *panic.downcast::<&'static str>().expect("a message")
    };
    let mut ending = block_on_stream(end_panics());
    assert_eq!(
        message(&mut || assert!(ending.next().is_none())),
        "in end_if"
    );
    let mut failing = block_on_stream(fatal_panics());
    assert_eq!(failing.next(), Some(Ok(1)));
    assert_eq!(
        message(&mut || assert!(failing.next().is_none())),
        "in fatal_if"
    );
    assert_eq!(message(&mut || drop(block_on(clone_panics()))), "in Clone");
    let mut frames = block_on_stream(info_panics());
    assert_eq!(message(&mut || drop(frames.next())), "in frames");
}

#[asyncify]
fn late(
    calls: std::rc::Rc<std::cell::Cell<u32>>,
    keep: &mut Option<Box<dyn FnMut(u8)>>,
    #[map(|n| -> u8 { calls.set(calls.get() + 1); n })] callback: impl FnMut(u8) + 'static,
) {
    *keep = Some(Box::new(callback));
}

#[test]
fn a_late_callback_does_not_run_the_map() {
    let (calls, mut kept) = (std::rc::Rc::default(), None);
    let stream = late(std::rc::Rc::clone(&calls), &mut kept);
    let mut callback = kept.expect("the API keeps its callback");
    callback(1);
    drop(stream);
    callback(2);
    assert_eq!(calls.get(), 1);
}
