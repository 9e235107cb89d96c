//! Callbacks that ask the consumer for what they return, and replies for when it is gone.

use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use asyncify::{EventStream, Reply, asyncify};
use futures::StreamExt;
use futures::executor::{block_on, block_on_stream};

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(60);

fn got<T>(told: &Receiver<T>) -> T {
    told.recv_timeout(PATIENCE).expect("the caller goes on")
}

/// An API thread that asks once, and what it was told.
fn asks<R: Send + 'static>(call: impl FnOnce() -> R + Send + 'static) -> Receiver<R> {
    let (tell, told) = channel();
    thread::spawn(move || tell.send(call()));
    told
}

/// Asks whether to overwrite each of these files.
#[asyncify]
fn copy(
    files: Vec<&'static str>,
    #[reply(ask, timeout = Duration::from_secs(60), default = false)] mut overwrite: impl FnMut(
        &str,
    )
        -> bool
    + Send
    + 'static,
) -> Receiver<Vec<bool>> {
    asks(move || files.into_iter().map(&mut overwrite).collect())
}

#[test]
fn the_item_carries_the_reply() {
    block_on(async {
        let mut questions = copy(vec!["a", "b", "c"]);
        let (file, reply): (String, Reply<bool>) = questions.next().await.unwrap();
        assert_eq!((file.as_str(), reply.send(true)), ("a", Ok(())));
        drop(questions.next().await);
        let (file, reply) = questions.next().await.unwrap();
        assert_eq!((file.as_str(), reply.send(true)), ("c", Ok(())));
        assert_eq!(got(questions.handle()), [true, false, true]);
        assert!(questions.next().await.is_none());
    });
}

#[asyncify]
fn nobody(
    told: &mut Option<Receiver<u32>>,
    #[reply(ask, default = |n| n + 1)] callback: Box<dyn Fn(u32) -> u32 + Send>,
) {
    *told = Some(asks(move || callback(1)));
}

#[test]
fn a_dropped_stream_answers_with_the_default() {
    let mut told = None;
    drop(nobody(&mut told));
    assert_eq!(got(&told.unwrap()), 2);
}

#[asyncify]
fn mapped(
    told: &mut Option<Receiver<usize>>,
    #[map(|text, _| text.len())]
    #[reply(ask, default = |text, _| text.len() * 100)]
    callback: impl FnMut(String, u8) -> usize + Send + 'static,
) {
    let mut callback = callback;
    *told = Some(asks(move || callback("four".to_owned(), 0)));
}

#[test]
fn a_map_comes_with_the_reply() {
    let mut told = None;
    let mut questions = mapped(&mut told);
    let told = told.unwrap();
    let (length, reply): (usize, Reply<usize>) = block_on(questions.next()).unwrap();
    assert_eq!(length, 4);
    drop(reply);
    assert_eq!(got(&told), 400);
}

#[asyncify]
fn bare(
    told: &mut Option<Receiver<Option<String>>>,
    #[reply(ask, default = None)] callback: Option<Box<dyn FnOnce() -> Option<String> + Send>>,
) {
    let callback = callback.expect("given");
    *told = Some(asks(callback));
}

#[test]
fn a_question_without_arguments_is_the_reply_alone_and_may_come_once() {
    // The call starts when it is polled, so the answer is looked at afterwards.
    let (tell, told) = channel();
    block_on(async {
        let mut receiver = None;
        let reply: Reply<Option<String>> = bare(&mut receiver).await.unwrap();
        assert_eq!(reply.send(Some("yes".to_owned())), Ok(()));
        tell.send(receiver.unwrap()).unwrap();
    });
    assert_eq!(got(&got(&told)).as_deref(), Some("yes"));
}

#[asyncify(overflow = latest)]
fn lossy(
    told: &mut Option<Receiver<Vec<u8>>>,
    #[item]
    #[reply(ask, default = 0)]
    #[end_if(|n| n == 3)]
    mut on_item: impl FnMut(u8) -> u8 + Send + Clone + 'static,
    #[error] on_error: impl FnMut(String) + Send + 'static,
) {
    drop(on_error);
    *told = Some(asks(move || {
        let mut first = on_item.clone();
        let first = thread::spawn(move || first(1));
        // The second takes the first one's place, which then is answered with the default.
        let mut second = on_item.clone();
        let second = thread::spawn(move || second(2));
        vec![first.join().unwrap(), second.join().unwrap(), on_item(3)]
    }));
}

#[test]
fn a_policy_that_drops_the_item_answers_with_the_default() {
    let mut told = None;
    let stream = lossy(&mut told);
    let (mut lost, mut kept) = (0, 0);
    for item in block_on_stream(stream) {
        match item {
            Ok((_, reply)) => {
                kept += 1;
                reply.send(10).unwrap();
            }
            Err(asyncify::EventError::Lagged { lost: count }) => lost += count,
            Err(asyncify::EventError::Failed(error)) => panic!("{error}"),
        }
    }
    assert_eq!(lost + kept, 2);
    let answers = got(&told.unwrap());
    assert_eq!(u64::from(answers.iter().sum::<u8>()), 10 * kept);
    assert_eq!(answers[2], 0, "the end is no question");
}

#[asyncify]
fn short(
    #[reply(ask, timeout = Duration::ZERO, default = 9)] callback: impl FnMut(u8) -> u8 + Send + 'static,
) -> Receiver<u8> {
    let mut callback = callback;
    asks(move || callback(1))
}

#[test]
fn the_deadline_answers_with_the_default() {
    let mut questions = short();
    assert_eq!(got(questions.handle()), 9);
    let (_, reply) = block_on(questions.next()).unwrap();
    assert_eq!(reply.send(7), Err(7));
}

#[asyncify]
fn inside(
    answer: &mut Option<bool>,
    #[reply(ask, default = true)] mut callback: impl FnMut(u8) -> bool,
) {
    *answer = Some(callback(1));
}

#[test]
fn a_question_inside_the_initiating_call_is_answered_with_the_default() {
    let mut answer = None;
    let mut questions = inside(&mut answer);
    assert_eq!(answer, Some(true));
    assert!(block_on(questions.next()).unwrap().1.is_closed());
}

#[asyncify]
fn panicking_timeout(
    #[reply(ask, timeout = panic!("in the timeout"), default = 5)] callback: impl FnMut(u8) -> u8
    + Send
    + 'static,
) -> Receiver<u8> {
    let mut callback = callback;
    asks(move || callback(1))
}

#[asyncify]
fn panicking_default(
    #[reply(ask, timeout = Duration::ZERO, default = |_| -> u8 { panic!("in the default") })]
    callback: impl FnMut(u8) -> u8 + Send + 'static,
) -> Receiver<u8> {
    let mut callback = callback;
    asks(move || callback(1))
}

fn panic_of<T, H>(stream: EventStream<T, H>) -> String {
    let next = std::panic::AssertUnwindSafe(|| block_on_stream(stream).for_each(drop));
    let payload = std::panic::catch_unwind(next).expect_err("it is resumed");
    payload.downcast_ref::<&str>().copied().unwrap().to_owned()
}

#[test]
fn panics_are_resumed_in_the_consumer() {
    let questions = panicking_timeout();
    assert_eq!(got(questions.handle()), 5);
    assert_eq!(panic_of(questions), "in the timeout");
    let questions = panicking_default();
    assert_eq!(got(questions.handle()), 0, "the default of the type");
    assert_eq!(panic_of(questions), "in the default");
}

/// Keeps its callback, and is to be told when to stop.
#[asyncify]
fn listen(
    keep: &mut Option<Box<dyn FnMut(u8) -> ControlFlow<()> + Send>>,
    #[reply(ControlFlow::Continue(()), closed = ControlFlow::Break(()))]
    callback: impl FnMut(u8) -> ControlFlow<()> + Send + 'static,
) {
    *keep = Some(Box::new(callback));
}

#[test]
fn another_reply_once_the_consumer_is_gone() {
    let mut kept = None;
    let mut stream = listen(&mut kept);
    let mut callback = kept.unwrap();
    assert_eq!(callback(1), ControlFlow::Continue(()));
    assert_eq!(block_on(stream.next()), Some(1));
    drop(stream);
    assert_eq!(callback(2), ControlFlow::Break(()));
}

/// Measures texts.
type Measure = Box<dyn FnMut(&str) -> usize>;

#[asyncify]
fn computed(
    keep: &mut Option<Measure>,
    #[reply(|text| text.len(), closed = |text| text.len() * 100)] callback: impl FnMut(&str) -> usize
    + 'static,
) {
    *keep = Some(Box::new(callback));
}

#[test]
fn both_replies_may_be_computed() {
    let mut kept = None;
    let stream = computed(&mut kept);
    let mut callback = kept.unwrap();
    assert_eq!(callback("four"), 4);
    drop(stream);
    assert_eq!(callback("four"), 400);
}

/// Has no default.
#[derive(Debug, PartialEq)]
enum Verdict {
    Go,
    Stop,
}

#[asyncify]
fn fails(
    answer: &mut Option<Verdict>,
    #[reply(|n| if n > 0 { panic!("in the reply") } else { Verdict::Go }, closed = Verdict::Stop)]
    mut callback: impl FnMut(u8) -> Verdict,
) {
    *answer = Some(callback(1));
}

#[test]
fn a_reply_that_panics_is_followed_by_the_closed_one() {
    let mut answer = None;
    let stream = fails(&mut answer);
    assert_eq!(answer, Some(Verdict::Stop));
    assert_eq!(panic_of(stream), "in the reply");
}

#[asyncify(once)]
fn repeated(
    answers: &mut Vec<bool>,
    #[reply(true, closed = false)] mut callback: impl FnMut(u8) -> bool,
) {
    *answers = vec![callback(1), callback(2)];
}

#[test]
fn a_call_that_has_its_value_is_closed() {
    let mut answers = Vec::new();
    assert_eq!(block_on(repeated(&mut answers)), Ok(1));
    assert_eq!(answers, [true, false]);
}

/// What the caller is answered is of a type that only the callback speaks of.
#[asyncify]
fn serve<B: Into<String> + Default + Send + 'static, H: Fn(u8) -> Option<B> + Send + 'static>(
    #[reply(ask, default = Some(B::default()))] handler: H,
) -> Receiver<Option<String>> {
    asks(move || handler(7).map(Into::into))
}

#[test]
fn the_type_of_an_answer_is_for_the_consumer_to_choose() {
    let mut requests: EventStream<(u8, Reply<Option<&'static str>>), _> = serve();
    let (request, reply) = block_on(requests.next()).expect("a request");
    reply
        .send((request == 7).then_some("seven"))
        .expect("it waits");
    assert_eq!(got(requests.handle()), Some("seven".to_owned()));
}
