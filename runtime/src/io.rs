//! What functions that return an `io::Result` make of the errors here.

use std::convert::Infallible;
use std::io::{Error, ErrorKind};

use crate::{Abandoned, CallError, EventError, FeedError, Lagged};

/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::{Abandoned, Completer, once};
/// use std::io;
///
/// async fn length() -> io::Result<usize> {
///     let length = once(|done: Completer<usize>| drop(done)).await?;
///     Ok(length + 1)
/// }
///
/// # futures::executor::block_on(async {
/// let error = length().await.unwrap_err();
/// let lost: &Abandoned = error.get_ref().unwrap().downcast_ref().unwrap();
/// assert_eq!(lost.file(), file!());
/// # });
/// ```
// Any other kind would be acted upon: some are tried again, some taken for the end of what is read.
impl From<Abandoned> for Error {
    /// An error of the kind `Other`: the system has nothing to do with it.
    fn from(abandoned: Abandoned) -> Self {
        Error::other(abandoned)
    }
}

impl From<CallError<Error>> for Error {
    /// The API's own error, or that of an abandoned call.
    fn from(error: CallError<Error>) -> Self {
        error.convert()
    }
}

impl From<Lagged> for Error {
    /// An error of the kind `Other`.
    fn from(lagged: Lagged) -> Self {
        Error::other(lagged)
    }
}

impl From<EventError<Error>> for Error {
    /// The API's own error, or that of a loss.
    fn from(error: EventError<Error>) -> Self {
        match error {
            EventError::Failed(error) => error,
            EventError::Lagged { lost } => Lagged { lost }.into(),
        }
    }
}

impl From<FeedError> for Error {
    /// An error of the kind `BrokenPipe`, as of everything that is written where nobody reads.
    fn from(error: FeedError) -> Self {
        Error::new(ErrorKind::BrokenPipe, error)
    }
}

impl From<FeedError<Error>> for Error {
    /// The API's own error, or one of the kind `BrokenPipe`.
    fn from(error: FeedError<Error>) -> Self {
        match error {
            FeedError::Failed(error) => error,
            FeedError::Closed => FeedError::<Infallible>::Closed.into(),
        }
    }
}

#[cfg(feature = "_pool")]
impl From<crate::PortalError> for Error {
    /// An error of the kind `TimedOut`, `Deadlock` or `Other`.
    fn from(error: crate::PortalError) -> Self {
        use crate::PortalError::{Cancelled, Closed, OwnThread, TimedOut};
        let kind = match error {
            TimedOut => ErrorKind::TimedOut,
            OwnThread => ErrorKind::Deadlock,
            Closed | Cancelled => ErrorKind::Other,
        };
        Error::new(kind, error)
    }
}
