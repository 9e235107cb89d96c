//! Why a call did not go through a portal.

use std::error::Error;
use std::fmt;

/// Why a [`Portal`](crate::Portal) has no answer.
///
/// ```
/// # use asyncify_runtime::{Portal, PortalError};
/// let portal = Portal::start();
/// portal.shutdown();
/// let refused = portal.run(|| 1).unwrap_err();
/// assert_eq!(refused, PortalError::Closed);
/// assert!(refused.to_string().contains("has shut down"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PortalError {
    /// The call came from the thread that the loop runs on. To wait there for the loop would be to
    /// wait for oneself: `.await` the future instead, or the handle that
    /// [`spawn`](crate::Portal::spawn) returns.
    OwnThread,
    /// The loop does not take calls any more, or has shut down before there was an answer: then what
    /// was called may have run in part, or not at all.
    Closed,
    /// The task was [cancelled](crate::PortalTask::cancel).
    Cancelled,
    /// The task was not done [in time](crate::PortalTask::wait_timeout). It runs on.
    TimedOut,
}

impl fmt::Display for PortalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OwnThread => {
                "the portal leads to the loop of this very thread, which can't wait for itself: \
                 await the future here, or the task that `Portal::spawn` returns"
            }
            Self::Closed => "the loop that the portal leads to has shut down",
            Self::Cancelled => "the task was cancelled",
            Self::TimedOut => "the task was not done in time, and runs on",
        })
    }
}

impl Error for PortalError {}
