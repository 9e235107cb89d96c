//! The error callback's side.

use std::fmt;

use crate::errors;
use crate::panics::{catch, discard};
use crate::sync::{Arc, Mutex};

use super::link::{Errors, Link};

/// Delivers errors from inside callbacks. Given to the closure of
/// [`frames_with_errors`](crate::frames_with_errors) and
/// [`feed_with_errors`](crate::feed_with_errors).
///
/// `Send` and `Sync` when `E` is `Send`. Up to 16 errors wait, and come where they happened among
/// the frames; what finds no room is counted and dropped. Its lock is not one that the samples take. No
/// method panics or unwinds, whatever the stream's waker or a dropped value does.
///
/// ```
/// # use asyncify_runtime::{ErrorSender, FrameOptions, FrameWriter, frames_with_errors};
/// # use futures::StreamExt;
/// # futures::executor::block_on(async {
/// let mut sound = frames_with_errors(
///     FrameOptions::new(),
///     |frames: FrameWriter<f32>, errors: ErrorSender<&str>| {
///         frames.write(&[0.5], ());
///         errors.fail("overrun");
///     },
/// );
/// assert_eq!(*sound.next().await.unwrap().unwrap(), [0.5]);
/// assert_eq!(sound.next().await.unwrap().unwrap_err(), "overrun");
/// # });
/// ```
pub struct ErrorSender<E> {
    errors: Arc<Mutex<Errors<E>>>,
    link: Arc<Link>,
}

impl<E> ErrorSender<E> {
    pub(crate) fn new(errors: Arc<Mutex<Errors<E>>>, link: Arc<Link>) -> Self {
        link.add_producer();
        Self { errors, link }
    }

    /// Delivers an error and leaves the stream or feed alive.
    pub fn fail(&self, error: E) {
        let _inside = self.link.threads.enter();
        errors::fail(&*self.errors, error);
        self.link.notify();
    }

    /// Delivers an error, for which there is always room, and ends the stream after the frames
    /// that are buffered, or the feed at once.
    pub fn fail_fatal(&self, error: E) {
        let _inside = self.link.threads.enter();
        errors::fail_fatal(&*self.errors, error);
        self.link.notify();
    }

    /// Delivers the error that `error` returns. Its panic does not unwind into the caller of the
    /// callback: it ends the stream and is resumed in the consumer after what is buffered.
    ///
    /// `error` is not run when nobody listens.
    pub fn fail_with(&self, error: impl FnOnce() -> E) {
        self.fail_if(|| (error(), false));
    }

    /// Delivers the error that `error` returns, and ends the stream if it says so. Its panic is
    /// treated as in [`fail_with`](Self::fail_with).
    #[doc(hidden)]
    pub fn fail_if(&self, error: impl FnOnce() -> (E, bool)) {
        let _inside = self.link.threads.enter();
        if self.link.refuses() {
            discard(error);
            return;
        }
        match catch(error) {
            Ok((error, false)) => self.fail(error),
            Ok((error, true)) => self.fail_fatal(error),
            Err(payload) => self.link.resume_later(payload),
        }
    }

    /// Ends the stream as [`end`](Self::end) does, or with the error that `result` returns. Its
    /// panic is treated as in [`fail_with`](Self::fail_with).
    #[doc(hidden)]
    pub fn end_with<R>(&self, result: impl FnOnce() -> Result<R, E>) {
        let _inside = self.link.threads.enter();
        if self.link.refuses() {
            discard(result);
            return;
        }
        match catch(|| result().map(drop)) {
            Ok(Ok(())) => self.end(),
            Ok(Err(error)) => self.fail_fatal(error),
            Err(payload) => self.link.resume_later(payload),
        }
    }

    /// Ends the stream after the frames that are buffered.
    #[doc(hidden)]
    pub fn end(&self) {
        let _inside = self.link.threads.enter();
        self.link.finish();
        self.link.notify();
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.link.is_over()
    }

    /// Runs what answers the API, also when nobody listens. Its panic is treated as in
    /// [`fail_with`](Self::fail_with); there is no answer then.
    #[doc(hidden)]
    pub fn reply<R>(&self, reply: impl FnOnce() -> R) -> Option<R> {
        self.link.reply(reply)
    }

    /// Whether the stream has ended, or its consumer has closed or dropped it.
    pub fn is_closed(&self) -> bool {
        self.link.is_closed()
    }
}

impl<E> Clone for ErrorSender<E> {
    fn clone(&self) -> Self {
        Self::new(Arc::clone(&self.errors), Arc::clone(&self.link))
    }
}

impl<E> Drop for ErrorSender<E> {
    fn drop(&mut self) {
        self.link.remove_producer();
    }
}

impl<E> fmt::Debug for ErrorSender<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorSender")
            .field("closed", &self.link.is_closed())
            .finish_non_exhaustive()
    }
}
