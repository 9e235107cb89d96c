//! What stands in the marks means the same where the macro puts it.
#![deny(unused, clippy::all)]

use std::sync::mpsc;
use std::thread;

use asyncify::asyncify;
use futures::executor::{block_on, block_on_stream};

#[derive(Clone, Copy, Debug, PartialEq)]
struct Mark {
    at: u8,
}

#[asyncify]
fn marks(#[end_if(|mark| mark == Mark { at: 2 })] mut callback: impl FnMut(Mark) + Send + 'static) {
    thread::spawn(move || (0..4).for_each(|at| callback(Mark { at })));
}

#[test]
fn a_condition_may_have_braces() {
    let seen: Vec<_> = block_on_stream(marks()).collect();
    assert_eq!(seen, [Mark { at: 0 }, Mark { at: 1 }]);
}

#[asyncify]
fn question(
    told: mpsc::Sender<u8>,
    #[reply(ask, default = |n| match n { 0 => 10, n => n } + 1)] callback: impl FnOnce(u8) -> u8
    + Send
    + 'static,
) {
    thread::spawn(move || told.send(callback(0)));
}

#[asyncify(keep)]
fn length(
    #[reply(|text| { text.len() } + 1)] mut callback: impl FnMut(&str) -> usize + Send + 'static,
) -> usize {
    callback("three")
}

#[test]
fn an_answer_may_begin_with_a_block() {
    let (told, answer) = mpsc::channel();
    let (_, reply) = block_on(question(told)).unwrap();
    drop(reply);
    assert_eq!(answer.recv(), Ok(11));
    let stream = length_stream();
    assert_eq!(stream.handle(), &6);
}

#[asyncify(abandoned = if cfg!(test) { 1 } else { 2 } + 4)]
fn never(callback: impl FnOnce(u8) + Send + 'static) {
    drop(callback);
}

#[test]
fn what_stands_for_an_abandoned_call_may_begin_with_a_block() {
    assert_eq!(block_on(never()), 5);
}

#[asyncify(abandoned = Ok(Box::new([1])))]
trait Source {
    fn read(&self, callback: impl FnOnce(Result<Box<[u8]>, String>) + Send + 'static);
}

impl Source for () {
    fn read(&self, callback: impl FnOnce(Result<Box<[u8]>, String>) + Send + 'static) {
        drop(callback);
    }
}

#[test]
fn what_stands_for_an_abandoned_call_becomes_what_is_expected() {
    assert_eq!(block_on(().read_async()).as_deref(), Ok(&[1][..]));
}

#[asyncify]
fn borrowed(
    #[item]
    #[end_if(none)]
    #[map(|value| -> Option<u8> { *value })]
    mut callback: impl FnMut(&Option<u8>) + Send + 'static,
    #[error] on_error: impl FnMut(String) + Send + 'static,
) {
    drop(on_error);
    callback(&Some(1));
    callback(&None);
}

#[test]
fn all_of_a_map_is_what_is_converted() {
    let seen: Vec<_> = block_on_stream(borrowed()).collect();
    assert_eq!(seen, [Ok(1)]);
}
