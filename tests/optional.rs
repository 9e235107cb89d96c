//! Callbacks that the API can do without.

use asyncify::{CallError, EventStream, asyncify};
use futures::executor::{block_on, block_on_stream};

#[asyncify]
fn boxed_many(callback: Option<Box<dyn FnMut(u8)>>) {
    (0..2).for_each(callback.expect("a callback"));
}

#[asyncify]
fn generic_once<F: FnOnce(u8) + Send + 'static>(callback: Option<F>) {
    callback.expect("a callback")(1);
}

#[asyncify]
fn generic_many<F>(mut callback: Option<F>)
where
    F: FnMut(u8),
{
    (0..2).for_each(|n| {
        if let Some(callback) = &mut callback {
            callback(n);
        }
    });
}

#[asyncify]
fn lent(callback: Option<&mut dyn FnMut(u8)>) {
    (0..3).for_each(callback.expect("a callback"));
}

#[asyncify]
fn shared(callback: Option<std::sync::Arc<dyn Fn(u8) + Send + Sync>>) {
    callback.expect("a callback")(9);
}

#[test]
fn every_spelling_of_an_optional_callback_is_given_one() {
    assert_eq!(block_on_stream(boxed_many()).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(block_on(generic_once()), Ok(1));
    assert_eq!(block_on_stream(generic_many()).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(block_on_stream(lent()).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(block_on_stream(shared()).collect::<Vec<_>>(), [9]);
}

/// Several, each optional.
#[asyncify]
fn fetch(
    fail: bool,
    #[item] on_ok: Option<Box<dyn FnOnce(&str) + Send>>,
    #[error] on_error: Option<Box<dyn FnOnce(i32) + Send>>,
    #[progress] on_progress: Option<&mut dyn FnMut(u8)>,
) {
    if let Some(on_progress) = on_progress {
        on_progress(50);
    }
    match (fail, on_ok, on_error) {
        (false, Some(on_ok), _) => on_ok("text"),
        (true, _, Some(on_error)) => on_error(7),
        _ => {}
    }
}

#[test]
fn optional_callbacks_have_roles() {
    assert_eq!(block_on(fetch(false)), Ok("text".to_owned()));
    assert!(matches!(block_on(fetch(true)), Err(CallError::Failed(7))));
    let call = fetch(false);
    let progress = call.progress();
    assert!(block_on(call).is_ok());
    assert_eq!(block_on_stream(progress).collect::<Vec<_>>(), [50]);
}

/// One that stays a parameter keeps its type.
#[asyncify]
fn observed<T, P, F>(value: T, #[skip] mut on_step: Option<P>, #[item] mut callback: F)
where
    T: Clone,
    P: FnMut(&str),
    F: FnMut(T),
{
    if let Some(on_step) = &mut on_step {
        on_step("started");
    }
    callback(value.clone());
    callback(value);
}

mod foreign {
    pub(crate) struct Api;

    impl Api {
        pub(crate) fn observed<P, F>(&self, on_step: Option<P>, mut callback: F)
        where
            P: FnMut(&str),
            F: FnMut(u8),
        {
            if let Some(mut on_step) = on_step {
                on_step("started");
            }
            callback(5);
        }
    }
}

#[asyncify(ext = ApiExt)]
impl foreign::Api {
    fn observed<P, F>(&self, #[skip] on_step: Option<P>, #[item] callback: F)
    where
        P: FnMut(&str),
        F: FnMut(u8);
}

#[test]
fn an_optional_callback_may_be_left_to_the_caller() {
    let mut steps = Vec::new();
    let stream = observed(3, Some(|step: &str| steps.push(step.to_owned())));
    assert_eq!(block_on_stream(stream).collect::<Vec<_>>(), [3, 3]);
    assert_eq!(steps, ["started"]);
    let stream: EventStream<u8> = observed(3, None::<fn(&str)>);
    assert_eq!(block_on_stream(stream).count(), 2);
    let stream = foreign::Api.observed_stream(None::<fn(&str)>);
    assert_eq!(block_on_stream(stream).collect::<Vec<_>>(), [5]);
}
