//! Questions in every interleaving, in small.
//!
//! `RUSTFLAGS="--cfg loom" cargo test -p asyncify-runtime --release --test loom_reply`
#![cfg(loom)]

#[path = "common/model.rs"]
mod model;

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;

use asyncify_runtime::{Abandoned, Completer, Emitter, EventStream, Reply, StreamOptions};
use asyncify_runtime::{once_local, stream_local};
use loom::future::block_on;
use loom::thread::{self, JoinHandle};
use model::{model, model_within, next, poll};

type Question = Reply<u8>;
type Call = Pin<Box<dyn Future<Output = Result<Question, Abandoned>>>>;

fn opened() -> (EventStream<Question>, Emitter<Question>) {
    let mut kept = None;
    let stream = stream_local(StreamOptions::new(), |events| kept = Some(events));
    (stream, kept.unwrap())
}

fn asks(events: Emitter<Question>) -> JoinHandle<Option<u8>> {
    thread::spawn(move || events.ask(None, |reply| reply))
}

/// An answer reaches the callback that waits for it.
#[test]
fn an_answer_races_the_wait() {
    model(|| {
        let (mut stream, events) = opened();
        let caller = asks(events);
        let reply = block_on(next(&mut stream)).unwrap();
        assert_eq!(reply.send(7), Ok(()));
        assert_eq!(caller.join().unwrap(), Some(7));
    });
}

/// A reply that is dropped lets the callback go on without an answer.
#[test]
fn a_dropped_reply_races_the_wait() {
    model(|| {
        let (mut stream, events) = opened();
        let caller = asks(events);
        drop(block_on(next(&mut stream)));
        assert_eq!(caller.join().unwrap(), None);
    });
}

/// A stream that is dropped lets the callback go on, asked or not.
#[test]
fn a_dropped_stream_races_the_question() {
    model(|| {
        let (stream, events) = opened();
        let caller = asks(events);
        drop(stream);
        assert_eq!(caller.join().unwrap(), None);
    });
}

/// A stream that closes lets the callback go on, asked or not.
#[test]
fn closing_races_the_question() {
    model(|| {
        let (mut stream, events) = opened();
        let caller = asks(events);
        block_on(stream.close());
        assert_eq!(caller.join().unwrap(), None);
    });
}

/// An answer arrives while the stream is dropped, or is given back.
#[test]
fn an_answer_races_a_dropped_stream() {
    model(|| {
        let (mut stream, events) = opened();
        let caller = asks(events);
        let reply = block_on(next(&mut stream)).unwrap();
        let answerer = thread::spawn(move || reply.send(7).is_ok());
        drop(stream);
        // What was sent in time arrives, what was not is given back.
        let sent = answerer.join().unwrap();
        assert_eq!(caller.join().unwrap(), sent.then_some(7));
    });
}

/// Two callbacks that wait get their own answers.
#[test]
fn two_callers_get_their_own_answers() {
    model_within(2, || {
        let (mut stream, events) = opened();
        let first = asks(events.clone());
        let (mut sent, mut got) = (0, 0);
        sent += u8::from(block_on(next(&mut stream)).unwrap().send(1).is_ok());
        let second = asks(events);
        sent += u8::from(block_on(next(&mut stream)).unwrap().send(2).is_ok());
        got += u8::from(first.join().unwrap() == Some(1));
        got += u8::from(second.join().unwrap() == Some(2));
        assert_eq!((sent, got), (2, 2));
    });
}

/// A call that has started, and its completer.
fn started() -> (Call, Completer<Question>) {
    let kept = Rc::new(Cell::new(None));
    let keep = Rc::clone(&kept);
    let mut call: Call = Box::pin(once_local(move |done| keep.set(Some(done))));
    assert!(poll(&mut call).is_pending());
    (call, kept.take().unwrap())
}

/// A question that a call is completed with arrives, and its answer comes back.
#[test]
fn a_question_races_the_poll_of_a_call() {
    model(|| {
        let (call, done) = started();
        let caller = thread::spawn(move || done.ask(None, |reply| reply));
        assert_eq!(block_on(call).unwrap().send(7), Ok(()));
        assert_eq!(caller.join().unwrap(), Some(7));
    });
}

/// A call that is dropped lets the callback go on, also while the question is on its way.
#[test]
fn a_dropped_call_races_the_question() {
    model(|| {
        let (call, done) = started();
        let caller = thread::spawn(move || done.ask(None, |reply| reply));
        drop(call);
        assert_eq!(caller.join().unwrap(), None);
    });
}
