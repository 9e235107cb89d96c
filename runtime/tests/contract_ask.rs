//! The contract of questions: the caller gets the answer, or goes on without one; it never hangs.
#![cfg(not(loom))]

mod common;

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, channel};
use std::task::{Poll, Waker};
use std::time::Duration;

use asyncify_runtime::{
    Abandoned, Completer, Emitter, EventStream, Overflow, Reply, StreamOptions, once, stream,
    stream_local,
};
use common::*;
use futures::future::BoxFuture;
use futures::{FutureExt, StreamExt};

type Question = (u8, Reply<u8>);

/// Asks on the API's thread; what the caller gets comes out of the receiver.
fn asks(
    api: &ApiThread,
    events: &Emitter<Question>,
    number: u8,
    timeout: Option<Duration>,
) -> Receiver<Option<u8>> {
    let (tell, told) = channel();
    let events = events.clone();
    api.start(move || {
        tell.send(events.ask(timeout, |reply| (number, reply)))
            .unwrap();
    });
    told
}

fn got(told: &Receiver<Option<u8>>) -> Option<u8> {
    told.recv_timeout(PATIENCE)
        .expect("the caller does not hang")
}

fn opened() -> (EventStream<Question>, Emitter<Question>, ApiThread) {
    let (stream, events) = open_stream(StreamOptions::new(), ());
    (stream, events, ApiThread::new())
}

/// The next question, when it is there.
fn next<H>(stream: &mut EventStream<Question, H>) -> Question {
    block_on(stream.next()).expect("a question")
}

#[test]
fn the_caller_gets_the_answer() {
    let (mut stream, events, api) = opened();
    let told = asks(&api, &events, 1, None);
    let (number, reply) = next(&mut stream);
    assert!(!reply.is_closed());
    assert_eq!(reply.send(number + 1), Ok(()));
    assert_eq!(got(&told), Some(2));
}

#[test]
fn an_answer_may_come_from_any_thread_and_after_the_next_question() {
    let (mut stream, events, api) = opened();
    let (other, third) = (ApiThread::new(), ApiThread::new());
    let first = asks(&api, &events, 1, None);
    let (_, first_reply) = next(&mut stream);
    let second = asks(&other, &events, 2, None);
    let (_, second_reply) = next(&mut stream);
    third.run(move || second_reply.send(20)).unwrap();
    third.run(move || first_reply.send(10)).unwrap();
    assert_eq!((got(&first), got(&second)), (Some(10), Some(20)));
}

#[test]
fn a_dropped_reply_lets_the_caller_go_on() {
    let (mut stream, events, api) = opened();
    let told = asks(&api, &events, 1, None);
    drop(next(&mut stream));
    assert_eq!(got(&told), None);
    assert!(!events.is_closed());
}

#[test]
fn the_deadline_lets_the_caller_go_on_and_the_answer_comes_back() {
    let (mut stream, events, api) = opened();
    let told = asks(&api, &events, 1, Some(Duration::from_millis(1)));
    let (_, reply) = next(&mut stream);
    assert_eq!(got(&told), None);
    assert!(reply.is_closed());
    assert_eq!(reply.send(7), Err(7));
}

#[test]
fn a_deadline_that_no_clock_can_tell_is_none() {
    let (mut stream, events, api) = opened();
    let told = asks(&api, &events, 1, Some(Duration::MAX));
    let (_, reply) = next(&mut stream);
    assert_eq!(reply.send(7), Ok(()));
    assert_eq!(got(&told), Some(7));
}

#[test]
fn a_stream_dropped_with_the_question_in_it_lets_the_caller_go_on() {
    let (stream, events, api) = opened();
    let told = asks(&api, &events, 1, None);
    wait_until("the question is there", || stream.backlog() == 1);
    drop(stream);
    assert_eq!(got(&told), None);
}

#[test]
fn a_stream_dropped_with_the_question_taken_lets_the_caller_go_on() {
    let (mut stream, events, api) = opened();
    let told = asks(&api, &events, 1, None);
    let (_, reply) = next(&mut stream);
    drop(stream);
    assert_eq!(got(&told), None);
    assert_eq!(reply.send(7), Err(7));
}

#[test]
fn nobody_is_asked_when_the_stream_is_gone_or_has_ended() {
    let (stream, events, api) = opened();
    drop(stream);
    assert_eq!(
        api.run(move || events.ask(None, |_: Reply<u8>| unreachable!())),
        None
    );
    let (_stream, events, api) = opened();
    events.end();
    assert_eq!(
        api.run(move || events.ask(None, |_: Reply<u8>| unreachable!())),
        None
    );
}

#[test]
fn closing_lets_the_caller_go_on_before_its_thread_is_joined() {
    /// An API whose handle joins the thread that asks.
    struct Joins(Option<ApiThread>);
    impl Drop for Joins {
        fn drop(&mut self) {
            self.0.take().unwrap().join();
        }
    }
    let mut told = None;
    let mut stream = stream(StreamOptions::new(), |events: Emitter<Question>| {
        let api = ApiThread::new();
        told = Some(asks(&api, &events, 1, None));
        Joins(Some(api))
    });
    let (_, reply) = next(&mut stream);
    block_on(stream.close());
    assert_eq!(got(&told.unwrap()), None);
    assert_eq!(reply.send(7), Err(7));
    assert!(block_on(stream.next()).is_none());
}

#[test]
fn a_question_that_comes_while_the_stream_is_closing_does_not_wait() {
    let mut kept = None;
    let mut stream = stream(StreamOptions::new(), |events: Emitter<Question>| {
        kept = Some(events);
    });
    let events = kept.unwrap();
    let mut closing = Box::pin(stream.close());
    assert!(poll(&mut closing, Waker::noop()).is_pending());
    assert_eq!(got(&asks(&ApiThread::new(), &events, 1, None)), None);
    drop(events);
    block_on(closing);
    let (_, reply) = next(&mut stream);
    assert!(reply.is_closed());
}

#[test]
fn an_item_dropped_by_the_policy_lets_its_caller_go_on() {
    let ways = [
        (Overflow::DropNewest, [1, 2]),
        (Overflow::DropOldest, [2, 3]),
        (Overflow::Latest, [3, 3]),
    ];
    for (policy, kept) in ways {
        let options = StreamOptions::new().buffer(2).overflow(policy);
        let (mut stream, events) = open_stream(options, ());
        let apis = [1, 2, 3].map(|number| {
            let api = ApiThread::new();
            let told = asks(&api, &events, number, None);
            wait_until("the question has arrived", || {
                stream.backlog() as u64 + stream.lost() == u64::from(number)
            });
            (number, api, told)
        });
        for (number, reply) in drain(&mut stream) {
            assert_eq!(reply.send(10 * number), Ok(()));
        }
        for (number, _, told) in &apis {
            let expected = kept.contains(number).then_some(10 * number);
            assert_eq!(got(told), expected, "{policy:?}");
        }
    }
}

#[test]
fn waiting_for_room_is_part_of_the_deadline() {
    let options = StreamOptions::new().buffer(1).overflow(Overflow::Block);
    let (mut stream, events) = open_stream(options, ());
    let (first, second) = (ApiThread::new(), ApiThread::new());
    let kept = asks(&first, &events, 1, None);
    wait_until("the buffer is full", || stream.backlog() == 1);
    assert_eq!(
        got(&asks(&second, &events, 2, Some(Duration::from_millis(1)))),
        None
    );
    assert_eq!(stream.lost(), 1);
    assert_eq!(next(&mut stream).1.send(10), Ok(()));
    assert_eq!(got(&kept), Some(10));
}

#[test]
fn no_wait_inside_the_initiating_call() {
    let mut answer = Some(1);
    let mut stream = stream(StreamOptions::new(), |events: Emitter<Question>| {
        answer = events.ask(None, |reply| (1, reply));
    });
    assert_eq!(answer, None);
    assert!(next(&mut stream).1.is_closed());
}

#[test]
fn no_wait_on_the_thread_that_polls() {
    let (mut stream, events) = open_stream::<Question, _>(StreamOptions::new(), ());
    assert!(poll_next(&mut stream, Waker::noop()).is_pending());
    assert_eq!(events.ask(None, |reply| (1, reply)), None);
    assert!(next(&mut stream).1.is_closed());
    // To look at the handle is not to stop polling.
    stream.handle();
    assert_eq!(events.ask(None, |reply| (2, reply)), None);
    assert!(next(&mut stream).1.is_closed());
}

#[test]
fn who_held_the_handle_may_ask_while_another_thread_answers() {
    let (stream, events, api) = opened();
    let mut stream = api.run(move || {
        stream.handle();
        stream
    });
    let told = asks(&api, &events, 1, None);
    wait_until("the question is there", || stream.backlog() == 1);
    let (number, reply) = next(&mut stream);
    assert_eq!(reply.send(number + 1), Ok(()));
    assert_eq!(got(&told), Some(2));
}

#[test]
fn who_started_the_api_may_ask_while_another_thread_answers() {
    let (mut stream, events, consumer) = opened();
    consumer.start(move || {
        let (number, reply) = next(&mut stream);
        reply.send(number + 1).unwrap();
    });
    assert_eq!(events.ask(None, |reply| (1, reply)), Some(2));
}

/// The system gives a new thread the stack of one that has ended, and with it the same addresses.
#[test]
fn a_thread_is_not_taken_for_one_that_has_ended() {
    let (mut stream, events) = open_stream::<Question, _>(StreamOptions::new(), ());
    let polled = std::thread::spawn(move || {
        assert!(poll_next(&mut stream, Waker::noop()).is_pending());
        stream
    });
    let mut stream = polled.join().unwrap();
    let asking = std::thread::spawn(move || events.ask(None, |reply| (1, reply)));
    wait_until("the question is there", || stream.backlog() == 1);
    let (number, reply) = next(&mut stream);
    assert_eq!(reply.send(number + 1), Ok(()));
    assert_eq!(asking.join().unwrap(), Some(2));
}

#[test]
fn an_answer_given_inside_the_wake_counts() {
    let (mut stream, events, api) = opened();
    let (lend, borrow) = channel::<EventStream<Question>>();
    let waker = InlineWaker::waker(move || {
        let mut stream = borrow.recv().unwrap();
        let Poll::Ready(Some((number, reply))) = poll_next(&mut stream, Waker::noop()) else {
            panic!("a question");
        };
        reply.send(number + 1).unwrap();
    });
    assert!(poll_next(&mut stream, &waker).is_pending());
    lend.send(stream).unwrap();
    assert_eq!(
        api.run(move || events.ask(None, |reply| (1, reply))),
        Some(2)
    );
}

#[test]
fn a_panic_while_the_item_is_made_is_resumed_in_the_stream() {
    let (mut stream, events, api) = opened();
    let answer =
        api.run(move || events.ask(None, |_: Reply<u8>| -> Question { panic!("in the map") }));
    assert_eq!(answer, None);
    let resumed = catch_unwind(AssertUnwindSafe(|| {
        drop(poll_next(&mut stream, Waker::noop()));
    }));
    assert_eq!(message(resumed.unwrap_err()), "in the map");
}

#[test]
fn asking_for_the_end_ends_the_stream() {
    let (mut stream, events, api) = opened();
    let answer = api.run(move || events.ask_or_end(None, |_: Reply<u8>| None));
    assert_eq!(answer, None);
    assert!(block_on(stream.next()).is_none());
}

#[test]
fn a_single_call_asks_too() {
    let api = ApiThread::new();
    let (tell, told) = channel();
    let question = once(|done: Completer<Question>| {
        api.start(move || {
            tell.send(done.ask(None, |reply| (1, reply))).unwrap();
            tell.send(done.ask(None, |reply| (2, reply))).unwrap();
        });
    });
    let (number, reply) = block_on(question).unwrap();
    assert_eq!(reply.send(number + 1), Ok(()));
    assert_eq!(got(&told), Some(2));
    assert_eq!(got(&told), None, "only the first call is answered");
}

#[test]
fn a_dropped_future_lets_the_caller_go_on() {
    let api = ApiThread::new();
    let kept = Rc::new(Cell::new(None));
    let keep = Rc::clone(&kept);
    let mut call = Box::pin(once(move |done: Completer<Question>| keep.set(Some(done))));
    let (woken, waker) = CountingWaker::new();
    assert!(poll(&mut call, &waker).is_pending());
    let done = kept.take().unwrap();
    let (tell, told) = channel();
    api.start(move || {
        tell.send(done.ask(None, |reply| (1, reply))).unwrap();
        tell.send(done.ask(None, |reply| (2, reply))).unwrap();
    });
    wait_until("the question is there", || woken.count() == 1);
    drop(call);
    assert_eq!((got(&told), got(&told)), (None, None));
}

#[test]
fn no_wait_inside_the_call_that_starts_a_future() {
    let call = once(|done: Completer<Question>| {
        assert_eq!(done.ask(None, |reply| (1, reply)), None);
    });
    let (_, reply) = block_on(call).unwrap();
    assert_eq!(reply.send(7), Err(7));
}

/// A call that was started here, polled there, and is now in the hands of the caller.
fn polled_by(
    api: &ApiThread,
) -> (
    BoxFuture<'static, Result<Question, Abandoned>>,
    Completer<Question>,
) {
    let (give, given) = channel();
    let mut call = once(move |done: Completer<Question>| give.send(done).unwrap()).boxed();
    assert!(poll(&mut call, Waker::noop()).is_pending());
    let call = api.run(move || {
        assert!(poll(&mut call, Waker::noop()).is_pending());
        call
    });
    (call, given.recv().unwrap())
}

#[test]
fn who_started_a_future_may_ask_while_another_thread_answers() {
    let consumer = ApiThread::new();
    let (call, done) = polled_by(&consumer);
    consumer.start(move || {
        let (number, reply) = block_on(call).unwrap();
        reply.send(number + 1).unwrap();
    });
    assert_eq!(done.ask(None, |reply| (1, reply)), Some(2));
}

#[test]
fn no_wait_on_the_thread_that_polls_a_future() {
    let consumer = ApiThread::new();
    let (mut call, done) = polled_by(&consumer);
    let reply = consumer.run(move || {
        assert_eq!(done.ask(None, |reply| (1, reply)), None);
        block_on(&mut call).unwrap().1
    });
    assert!(reply.is_closed());
}

#[test]
fn an_answer_need_not_be_send() {
    let mut stream = stream_local(StreamOptions::new(), |events: Emitter<Reply<Rc<u8>>>| {
        assert_eq!(events.ask(None, |reply| reply), None);
    });
    assert_eq!(
        block_on(stream.next()).unwrap().send(Rc::new(7)),
        Err(Rc::new(7))
    );
}
