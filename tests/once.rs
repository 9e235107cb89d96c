//! `#[asyncify]` on functions that call back once.

use std::rc::Rc;
use std::sync::Arc;
use std::thread;

use asyncify::{Abandoned, CallError, asyncify};
use futures::executor::block_on;

/// Adds two numbers on another thread.
#[asyncify]
pub fn add(a: i32, b: i32, callback: impl FnOnce(i32) + Send + 'static) {
    thread::spawn(move || callback(a + b));
}

#[test]
fn a_callback_on_another_thread_completes_the_future() {
    let sum = block_on(async {
        let sum = add(1, 2).await?;
        add(sum, 3).await
    });
    assert_eq!(sum, Ok(6));
}

#[asyncify]
fn generic_inline<F: FnOnce(u8, String) + Send + 'static>(callback: F) {
    thread::spawn(move || callback(7, "seven".to_owned()));
}

#[asyncify]
fn generic_where<T, F>(value: T, callback: F)
where
    T: Clone + Send + 'static,
    F: FnOnce(T) + Send + 'static,
{
    thread::spawn(move || callback(value.clone()));
}

#[asyncify]
fn boxed(callback: Box<dyn FnOnce(Vec<u8>) + Send>) {
    thread::spawn(move || callback(vec![1, 2]));
}

#[asyncify(once)]
fn shared(callback: Arc<dyn Fn(i32) + Send + Sync>) {
    thread::spawn(move || callback(1));
}

#[asyncify(once)]
fn counted(callback: Rc<dyn Fn(i32)>) {
    callback(2);
}

#[asyncify]
fn optional(callback: Option<Box<dyn FnOnce() + Send>>) {
    if let Some(callback) = callback {
        callback();
    }
}

#[asyncify(once)]
fn lent(callback: &mut dyn FnMut(u32)) {
    callback(3);
}

#[test]
fn every_spelling_of_a_callback_is_recognised() {
    block_on(async {
        assert_eq!(generic_inline().await, Ok((7, "seven".to_owned())));
        assert_eq!(generic_where(vec![1]).await, Ok(vec![1]));
        assert_eq!(boxed().await, Ok(vec![1, 2]));
        assert_eq!(shared().await, Ok(1));
        assert_eq!(counted().await, Ok(2));
        assert_eq!(optional().await, Ok(()));
        assert_eq!(lent().await, Ok(3));
    });
}

/// What a body may do with the type of its callback, when it names it.
#[asyncify]
fn names_the_type<F: FnOnce(usize) + Send + 'static>(callback: F) {
    let boxed: Box<F> = Box::new(callback);
    thread::spawn(move || boxed(std::mem::size_of::<F>().min(1)));
}

#[test]
fn a_body_may_name_the_callbacks_type() {
    assert_eq!(block_on(names_the_type()), Ok(1));
}

#[asyncify]
fn borrowed(text: &str, callback: impl FnOnce(&str, &[u8], &u32)) {
    callback(text, text.as_bytes(), &5);
}

#[test]
fn borrowed_arguments_are_owned() {
    let owned: (String, Vec<u8>, u32) = block_on(borrowed("hi")).expect("it calls back");
    assert_eq!(owned, ("hi".to_owned(), b"hi".to_vec(), 5));
}

#[derive(Debug, PartialEq)]
struct Broken(u8);

#[asyncify]
fn parse(text: &'static str, callback: impl FnOnce(Result<u32, std::num::ParseIntError>)) {
    callback(text.parse());
}

#[asyncify]
fn read(path: &str, callback: impl FnOnce(std::io::Result<String>)) {
    callback(std::fs::read_to_string(path));
}

#[asyncify]
fn try_start(fail: bool, callback: Box<dyn FnOnce(u8)>) -> Result<(), Broken> {
    if fail {
        return Err(Broken(1));
    }
    callback(9);
    Ok(())
}

#[asyncify]
fn two_ways(
    good: bool,
    #[item] on_success: impl FnOnce(u8),
    #[error] on_failure: impl FnOnce(Broken),
) {
    match good {
        true => on_success(1),
        false => on_failure(Broken(2)),
    }
}

#[test]
fn failures_come_as_call_errors() {
    block_on(async {
        assert_eq!(parse("12").await.expect("a number"), 12);
        assert!(matches!(parse("x").await, Err(CallError::Failed(_))));
        let missing = read("/does/not/exist").await.expect_err("no such file");
        let missing = missing.into_failed().expect("the API's own error");
        assert_eq!(missing.kind(), std::io::ErrorKind::NotFound);
        assert_eq!(try_start(false).await.expect("it starts"), 9);
        assert_eq!(
            try_start(true).await.expect_err("it fails").into_failed(),
            Some(Broken(1))
        );
        assert_eq!(two_ways(true).await.expect("success"), 1);
        assert_eq!(
            two_ways(false).await.expect_err("failure").into_failed(),
            Some(Broken(2))
        );
    });
}

#[derive(Debug, PartialEq)]
enum AppError {
    Broken(u8),
    Parse,
    Gone(String),
}

impl From<Broken> for AppError {
    fn from(broken: Broken) -> Self {
        AppError::Broken(broken.0)
    }
}

impl From<std::num::ParseIntError> for AppError {
    fn from(_: std::num::ParseIntError) -> Self {
        AppError::Parse
    }
}

impl From<Abandoned> for AppError {
    fn from(abandoned: Abandoned) -> Self {
        AppError::Gone(abandoned.function().to_owned())
    }
}

#[asyncify(error = AppError)]
fn many_ways(
    way: u8,
    callback: impl FnOnce(Result<u32, std::num::ParseIntError>),
) -> Result<u64, Broken> {
    match way {
        0 => callback("5".parse()),
        1 => callback("five".parse()),
        2 => return Err(Broken(3)),
        _ => drop(callback),
    }
    Ok(1)
}

#[test]
fn error_names_the_type_that_all_errors_become() {
    block_on(async {
        assert_eq!(many_ways(0).await, Ok(5));
        assert_eq!(many_ways(1).await, Err(AppError::Parse));
        assert_eq!(many_ways(2).await, Err(AppError::Broken(3)));
        let Err(AppError::Gone(function)) = many_ways(3).await else {
            panic!("abandoned")
        };
        assert!(function.ends_with("many_ways"), "{function}");
    });
}

#[asyncify]
fn forgets(_callback: impl FnOnce(u8)) {}
const FORGETS_LINE: u32 = line!() - 1;

#[test]
fn an_abandoned_call_names_the_function_and_its_place() {
    let abandoned = block_on(forgets()).expect_err("nobody calls");
    assert_eq!(abandoned.function(), "once::forgets");
    assert!(
        abandoned.file().ends_with("tests/once.rs"),
        "{}",
        abandoned.file()
    );
    assert_eq!(abandoned.line(), FORGETS_LINE);
}

#[asyncify(abandoned = panic)]
fn sure(drop_it: bool, callback: impl FnOnce(u8)) {
    if !drop_it {
        callback(4);
    }
}

#[asyncify(abandoned = 0)]
fn default_on_abandon(_callback: impl FnOnce(u8)) {}

#[asyncify(abandoned = Err(Broken(9)))]
fn error_on_abandon(way: u8, callback: impl FnOnce(Result<u8, Broken>)) {
    match way {
        0 => callback(Ok(1)),
        1 => callback(Err(Broken(1))),
        _ => {}
    }
}

#[test]
fn abandoned_says_what_happens_then() {
    assert_eq!(block_on(sure(false)), 4);
    assert_eq!(block_on(default_on_abandon()), 0);
    assert_eq!(block_on(error_on_abandon(0)), Ok(1));
    assert_eq!(block_on(error_on_abandon(1)), Err(Broken(1)));
    assert_eq!(block_on(error_on_abandon(2)), Err(Broken(9)));
}

#[test]
#[should_panic(expected = "abandoned")]
fn abandoned_panic_panics() {
    block_on(sure(true));
}

#[asyncify]
fn mapped(#[map(|a, b| a + b.len())] callback: impl FnOnce(usize, &str)) {
    callback(1, "two");
}

#[asyncify]
fn mapped_with_type(
    #[map(|a, _| -> Option<char> { a.chars().next() })] callback: impl FnOnce(&str, u8),
) {
    callback("text", 0);
}

#[asyncify]
fn map_panics(
    #[map(|_| -> u8 { panic!("in the map") })] callback: impl FnOnce(u8) + Send + 'static,
) {
    thread::spawn(move || callback(1))
        .join()
        .expect("the API's thread must not see the panic");
}

#[test]
fn map_makes_the_item() {
    assert_eq!(block_on(mapped()), Ok(4));
    assert_eq!(block_on(mapped_with_type()), Ok(Some('t')));
}

#[test]
#[should_panic(expected = "in the map")]
fn a_panic_in_map_is_resumed_in_the_consumer() {
    let _ = block_on(map_panics());
}

type Callback = Box<dyn FnOnce(u8, u8) + Send>;

#[asyncify]
fn aliased(#[shape(FnOnce(u8, u8), wrap = Box::new)] callback: Callback) {
    callback(1, 2);
}

#[asyncify]
fn skipping(#[skip] log: impl Fn(&str), callback: impl FnOnce(u8)) {
    log("calling");
    callback(8);
}

#[test]
fn shape_and_skip() {
    assert_eq!(block_on(aliased()), Ok((1, 2)));
    let logged = std::cell::Cell::new(0);
    assert_eq!(block_on(skipping(|_| logged.set(logged.get() + 1))), Ok(8));
    assert_eq!(logged.get(), 1);
}

#[asyncify]
fn answering(#[reply(true)] callback: impl FnOnce(u8) -> bool) {
    assert!(callback(6), "the reply");
}

#[test]
fn reply_answers_the_caller() {
    assert_eq!(block_on(answering()), Ok(6));
}

#[asyncify(keep, name = ask_later)]
fn ask(question: u8, callback: impl FnOnce(u8)) {
    callback(question);
}

#[test]
fn name_names_the_twin() {
    ask(1, |_| {});
    assert_eq!(block_on(ask_later(1)), Ok(1));
}

#[asyncify]
fn patterns((a, b): (u8, u8), mut sum: u8, mut callback: impl FnMut(u8)) {
    sum += a + b;
    callback(sum);
}

#[test]
fn patterns_in_parameters_are_kept() {
    use futures::StreamExt;
    let items: Vec<u8> = block_on(patterns((1, 2), 3).collect());
    assert_eq!(items, [6]);
}

fn assert_send<T: Send>(value: T) -> T {
    value
}

#[test]
fn the_future_is_send() {
    assert_eq!(block_on(assert_send(add(1, 1))), Ok(2));
}
