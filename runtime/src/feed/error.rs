//! Why a feed takes no more.

use std::convert::Infallible;
use std::error::Error;
use std::fmt;

/// Why samples can't be written, or were not all taken.
///
/// `E` is what the API's error callback delivers. Without such a callback nothing can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedError<E = Infallible> {
    /// The API reported an error that ended it. It is told once; afterwards the feed is `Closed`.
    Failed(E),
    /// The API has dropped its callback or said that it is over, or the feed was closed.
    Closed,
}

impl<E: fmt::Display> fmt::Display for FeedError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FeedError::Failed(error) => error.fmt(f),
            FeedError::Closed => f.write_str("nothing takes the samples any more"),
        }
    }
}

impl<E: Error> Error for FeedError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            FeedError::Failed(error) => error.source(),
            FeedError::Closed => None,
        }
    }
}
