//! The two kinds of call: those that always start, and those that may be refused.

use std::convert::Infallible;
use std::marker::PhantomData;

use super::{Abandoned, CallError, Completer};

/// A call that always starts: its future resolves to `Result<T, Abandoned>`.
#[derive(Debug)]
pub enum Plain {}

/// A call that may be refused: its future resolves to `Result<T, CallError<E>>`.
#[derive(Debug)]
pub struct Fallible<E>(PhantomData<fn() -> E>);

/// What running `start` and the future's output mean in each kind.
pub trait Mode<T, H, S> {
    type Error;
    type Output;

    fn start(start: S, completer: Completer<T>) -> Result<H, Self::Error>;
    fn output(result: Result<T, CallError<Self::Error>>) -> Self::Output;
}

impl<T, H, S: FnOnce(Completer<T>) -> H> Mode<T, H, S> for Plain {
    type Error = Infallible;
    type Output = Result<T, Abandoned>;

    fn start(start: S, completer: Completer<T>) -> Result<H, Infallible> {
        Ok(start(completer))
    }

    fn output(result: Result<T, CallError<Infallible>>) -> Self::Output {
        result.map_err(|error| match error {
            CallError::Abandoned(abandoned) => abandoned,
            CallError::Failed(never) => match never {},
        })
    }
}

impl<T, H, E, S: FnOnce(Completer<T>) -> Result<H, E>> Mode<T, H, S> for Fallible<E> {
    type Error = E;
    type Output = Result<T, CallError<E>>;

    fn start(start: S, completer: Completer<T>) -> Result<H, E> {
        start(completer)
    }

    fn output(result: Self::Output) -> Self::Output {
        result
    }
}
