//! Losses among the items.

use std::error::Error;
use std::fmt;

/// Items are missing here, because the consumer was slower than the stream's buffer allows for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lagged {
    /// How many items.
    pub lost: u64,
}

impl fmt::Display for Lagged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let noun = if self.lost == 1 {
            "item was"
        } else {
            "items were"
        };
        write!(f, "{} {noun} lost to a slow consumer", self.lost)
    }
}

impl Error for Lagged {}

/// What a lossy stream with an error callback yields instead of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventError<E> {
    /// The API said so.
    Failed(E),
    /// Items are missing here.
    Lagged {
        /// How many items.
        lost: u64,
    },
}

impl<E> From<Lagged> for EventError<E> {
    fn from(Lagged { lost }: Lagged) -> Self {
        Self::Lagged { lost }
    }
}

impl<E: fmt::Display> fmt::Display for EventError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => error.fmt(f),
            Self::Lagged { lost } => Lagged { lost: *lost }.fmt(f),
        }
    }
}

impl<E: Error> Error for EventError<E> {
    // The error shows as what it holds, so its source is the source of that.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Failed(error) => error.source(),
            Self::Lagged { .. } => None,
        }
    }
}
