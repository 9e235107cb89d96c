//! Letting other tasks have their turn, where a consumer finds more each time it looks.

use std::task::{Context, Poll, ready};

/// How many items are one step of a task. Tokio lets a task take 128 steps before it has to wait.
pub(crate) const STEP: u32 = 128;

/// What a consumer has taken since its last step.
#[derive(Default)]
pub(crate) struct Turn {
    items: u32,
}

impl Turn {
    /// Whether it is still the task's turn. If not, it is polled again when the others had theirs.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.items >= STEP {
            ready!(poll_step(cx));
            self.items = 0;
        }
        Poll::Ready(())
    }

    /// So many items are taken.
    pub(crate) fn took(&mut self, items: u32) {
        self.items = self.items.saturating_add(items);
    }
}

/// Takes a step of the task's turn, where the executor counts them.
#[cold]
fn poll_step(cx: &mut Context<'_>) -> Poll<()> {
    #[cfg(all(feature = "tokio", not(loom)))]
    return tokio::task::coop::poll_proceed(cx).map(|step| step.made_progress());
    #[cfg(not(all(feature = "tokio", not(loom))))]
    {
        let _ = cx;
        Poll::Ready(())
    }
}
