//! `#[end]` callbacks that bring a `Result`: the last item is its error.

use std::ffi::c_void;
use std::io;

use asyncify::{EventError, EventStream, Feed, FeedError, Frame, FrameStream, Lagged, asyncify};
use futures::StreamExt;
use futures::executor::{block_on, block_on_stream};

#[derive(Debug, Clone, PartialEq)]
struct Fault(u8);

#[asyncify]
fn plain(
    outcome: Result<(), Fault>,
    #[item] mut on_item: impl FnMut(u8) + Send + 'static,
    #[end] on_finish: impl FnOnce(Result<(), Fault>) + Send + 'static,
) {
    on_item(1);
    on_finish(outcome);
    on_item(2);
}

#[test]
fn ok_is_the_end_and_an_error_the_last_item() {
    let items = |outcome| {
        let stream: EventStream<Result<u8, Fault>> = plain(outcome);
        block_on_stream(stream).collect::<Vec<_>>()
    };
    assert_eq!(items(Ok(())), [Ok(1)]);
    assert_eq!(items(Err(Fault(9))), [Ok(1), Err(Fault(9))]);
}

/// Ends twice, with what is lent, beside arguments that are no news.
#[asyncify]
fn lent(
    #[item] mut on_item: impl FnMut(u8) + Send + 'static,
    #[end] mut on_finish: impl FnMut(&str, &Result<String, Fault>, *const u8) + Send + 'static,
) {
    on_item(1);
    on_finish("first", &Err(Fault(1)), std::ptr::null());
    on_finish("second", &Err(Fault(2)), std::ptr::null());
}

#[test]
fn the_first_end_counts() {
    let items: Vec<_> = block_on_stream(lent()).collect();
    assert_eq!(items, [Ok(1), Err(Fault(1))]);
}

#[asyncify]
fn aliased(
    #[item] mut on_item: impl FnMut(u8) + Send + 'static,
    #[end] on_finish: Box<dyn FnOnce(io::Result<u64>) + Send>,
) -> u8 {
    on_item(1);
    on_finish(Err(io::ErrorKind::BrokenPipe.into()));
    7
}

#[test]
fn an_alias_says_the_error() {
    let mut stream: EventStream<io::Result<u8>, u8> = aliased();
    assert_eq!(*stream.handle(), 7);
    assert_eq!(block_on(stream.next()).unwrap().unwrap(), 1);
    let error = block_on(stream.next()).unwrap().unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    assert!(block_on(stream.next()).is_none());
}

/// One error comes among the items and one at the end.
#[asyncify]
fn beside_errors(
    #[item] mut on_item: impl FnMut(u8) + Send + 'static,
    #[error] mut on_error: impl FnMut(Fault) + Send + 'static,
    #[end] on_finish: impl FnOnce(Result<(), Fault>) + Send + 'static,
) -> Result<(), String> {
    on_error(Fault(1));
    on_item(1);
    on_finish(Err(Fault(2)));
    Ok(())
}

#[test]
fn errors_of_one_type_share_the_stream() {
    let items: Vec<_> = block_on_stream(beside_errors().expect("it starts")).collect();
    assert_eq!(items, [Err(Fault(1)), Ok(1), Err(Fault(2))]);
}

#[derive(Debug, PartialEq)]
enum Failure {
    Fault(Fault),
    Text(String),
    Lost,
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Failure {
        Failure::Fault(fault)
    }
}

impl From<String> for Failure {
    fn from(text: String) -> Failure {
        assert_ne!(text, "panic", "in the user's code");
        Failure::Text(text)
    }
}

impl From<Lagged> for Failure {
    fn from(_: Lagged) -> Failure {
        Failure::Lost
    }
}

#[asyncify(error = Failure, overflow = drop_oldest, buffer = 2)]
fn converted(
    text: &str,
    #[item] on_item: impl FnMut(u8) + Send + 'static,
    #[error] mut on_error: impl FnMut(Fault) + Send + 'static,
    #[end] on_finish: impl FnOnce(Result<(), String>) + Send + 'static,
) {
    on_error(Fault(1));
    (0..3).for_each(on_item);
    on_finish(Err(text.to_owned()));
}

#[test]
fn errors_of_two_types_become_one() {
    let mut items: Vec<_> = block_on_stream(converted("gone")).collect();
    assert_eq!(items.pop(), Some(Err(Failure::Text("gone".to_owned()))));
    assert_eq!(items.len(), 4);
    for item in [
        Err(Failure::Fault(Fault(1))),
        Err(Failure::Lost),
        Ok(1),
        Ok(2),
    ] {
        assert!(items.contains(&item), "{items:?}");
    }
}

#[test]
#[should_panic = "in the user's code"]
fn a_panic_in_the_conversion_is_the_consumers() {
    block_on_stream(converted("panic")).for_each(drop);
}

#[asyncify(overflow = latest)]
fn lossy(
    #[item] on_item: impl FnMut(u8) + Send + 'static,
    #[end] on_finish: impl FnOnce(Result<(), Fault>) + Send + 'static,
) {
    (0..2).for_each(on_item);
    on_finish(Err(Fault(1)));
}

#[test]
fn a_loss_and_the_end_are_told_apart() {
    let items: Vec<Result<u8, EventError<Fault>>> = block_on_stream(lossy()).collect();
    let lost = EventError::Lagged { lost: 1 };
    assert_eq!(items, [Err(lost), Ok(1), Err(EventError::Failed(Fault(1)))]);
}

#[asyncify]
fn mapped(
    code: i32,
    #[item] mut on_item: impl FnMut(u8) + Send + 'static,
    #[end]
    #[map(|code| -> Result<(), i32> { if code == 0 { Ok(()) } else { Err(code) } })]
    #[reply(|code| code + 1)]
    on_finish: impl FnOnce(i32) -> i32 + Send + 'static,
) -> i32 {
    on_item(1);
    on_finish(code)
}

#[test]
fn a_map_may_make_the_result() {
    let stream = mapped(0);
    assert_eq!(*stream.handle(), 1);
    assert_eq!(block_on_stream(stream).collect::<Vec<_>>(), [Ok(1)]);
    let items: Vec<_> = block_on_stream(mapped(-2)).collect();
    assert_eq!(items, [Ok(1), Err(-2)]);
}

#[asyncify(stream)]
fn foreign(
    code: i32,
    #[item] on_item: extern "C" fn(u8, *mut c_void),
    #[end]
    #[map(|code| -> Result<(), i32> { if code == 0 { Ok(()) } else { Err(code) } })]
    on_finish: extern "C" fn(i32, *mut c_void),
    #[user_data] data: *mut c_void,
) {
    on_item(1, data);
    on_finish(code, data);
}

#[test]
fn a_map_makes_a_result_of_the_status_in_c() {
    assert_eq!(block_on_stream(foreign(0)).collect::<Vec<_>>(), [Ok(1)]);
    let items: Vec<_> = block_on_stream(foreign(-2)).collect();
    assert_eq!(items, [Ok(1), Err(-2)]);
}

/// The bounds that the error needs are added to those that are written.
#[asyncify]
fn generic<T, E>(
    value: T,
    error: E,
    #[item] mut on_item: impl FnMut(T) + Send + 'static,
    #[end] on_finish: impl FnOnce(Result<(), E>) + Send + 'static,
) {
    on_item(value);
    on_finish(Err(error));
}

#[asyncify(blocking)]
fn running(
    #[item] mut on_item: impl FnMut(u8),
    #[end] on_finish: impl FnOnce(Result<(), Fault>),
) -> Result<(), Fault> {
    on_item(1);
    on_finish(Err(Fault(1)));
    Err(Fault(2))
}

#[test]
fn errors_of_every_origin_come_last() {
    let items: Vec<Result<u8, &str>> = block_on_stream(generic(1, "error")).collect();
    assert_eq!(items, [Ok(1), Err("error")]);
    let items: Vec<_> = block_on_stream(running()).collect();
    assert_eq!(items, [Ok(1), Err(Fault(1))]);
}

#[asyncify(frames)]
fn frames(
    outcome: Result<(), Fault>,
    #[item] mut on_data: impl FnMut(&[u8]) + Send + 'static,
    #[end] on_finish: impl FnOnce(Result<(), Fault>) + Send + 'static,
) {
    on_data(&[1]);
    on_finish(outcome);
    on_data(&[2]);
}

#[test]
fn frames_end_with_the_error() {
    let items = |outcome| {
        let stream: FrameStream<u8, (), (), Result<Frame<u8>, Fault>> = frames(outcome);
        let items = block_on_stream(stream).map(|item| item.map(|frame| frame.to_vec()));
        items.collect::<Vec<_>>()
    };
    assert_eq!(items(Ok(())), [Ok(vec![1])]);
    assert_eq!(items(Err(Fault(3))), [Ok(vec![1]), Err(Fault(3))]);
}

#[asyncify(feed)]
fn feed(
    outcome: Result<(), Fault>,
    #[item] callback: impl FnMut(&mut [u8]) + Send + 'static,
    #[end] on_finish: impl FnOnce(Result<(), Fault>) + Send + 'static,
) {
    on_finish(outcome);
    drop(callback);
}

#[test]
fn a_feed_ends_with_the_error() {
    let written = |outcome| {
        let mut feed: Feed<u8, (), Fault> = feed(outcome);
        block_on(feed.write(&[1]))
    };
    assert_eq!(written(Ok(())), Err(FeedError::Closed));
    assert_eq!(written(Err(Fault(3))), Err(FeedError::Failed(Fault(3))));
}

#[asyncify(feed)]
fn duplex(
    outcome: Result<(), Fault>,
    #[item] mut callback: impl FnMut(&[u8], &mut [u8]) + Send + 'static,
    #[end] on_finish: impl FnOnce(Result<(), Fault>) + Send + 'static,
) {
    callback(&[1], &mut [0]);
    on_finish(outcome);
}

#[test]
fn a_duplex_ends_with_the_error() {
    for outcome in [Ok(()), Err(Fault(3))] {
        let (input, mut output) = duplex(outcome.clone()).split();
        assert_eq!(output.try_write(&[1]), Err(FeedError::Closed));
        let mut items = block_on_stream(input).map(|item| item.map(|frame| frame.to_vec()));
        assert_eq!(items.next(), Some(Ok(vec![1])));
        assert_eq!(items.next(), outcome.err().map(Err));
        assert_eq!(items.next(), None);
    }
}
