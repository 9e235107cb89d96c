//! Questions in every interleaving, in small.
//!
//! `RUSTFLAGS="--cfg loom" cargo test -p asyncify-runtime --release --test loom_reply`
#![cfg(loom)]

use std::pin::Pin;

use asyncify_runtime::{Emitter, EventStream, Reply, StreamOptions, stream_local};
use futures_core::Stream;
use loom::future::block_on;
use loom::thread::{self, JoinHandle};

type Question = Reply<u8>;

fn model(test: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = builder.preemption_bound.or(Some(3));
    builder.check(test);
}

fn opened() -> (EventStream<Question>, Emitter<Question>) {
    let mut kept = None;
    let stream = stream_local(StreamOptions::new(), |events| kept = Some(events));
    (stream, kept.unwrap())
}

async fn next(stream: &mut EventStream<Question>) -> Option<Question> {
    std::future::poll_fn(|cx| Pin::new(&mut *stream).poll_next(cx)).await
}

fn asks(events: Emitter<Question>) -> JoinHandle<Option<u8>> {
    thread::spawn(move || events.ask(None, |reply| reply))
}

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

#[test]
fn a_dropped_reply_races_the_wait() {
    model(|| {
        let (mut stream, events) = opened();
        let caller = asks(events);
        drop(block_on(next(&mut stream)));
        assert_eq!(caller.join().unwrap(), None);
    });
}

#[test]
fn a_dropped_stream_races_the_question() {
    model(|| {
        let (stream, events) = opened();
        let caller = asks(events);
        drop(stream);
        assert_eq!(caller.join().unwrap(), None);
    });
}

#[test]
fn closing_races_the_question() {
    model(|| {
        let (mut stream, events) = opened();
        let caller = asks(events);
        block_on(stream.close());
        assert_eq!(caller.join().unwrap(), None);
    });
}

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

#[test]
fn two_callers_get_their_own_answers() {
    model(|| {
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
