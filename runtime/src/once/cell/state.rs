//! The states of a cell, and who may touch what in each.
//!
//! | state | what it means | the waker's place | the outcome's place |
//! |---|---|---|---|
//! | [`UNWATCHED`] | pending; the consumer looks by itself | the consumer's, mostly empty | empty |
//! | [`WATCHED`] | pending; a task is to be woken | a waker, of whoever leaves this state | empty |
//! | [`CLAIMED`] | a completer moves the outcome in | the consumer's, empty | that completer's |
//! | [`VALUE`], [`PANICKED`], [`ABANDONED`] | settled | the consumer's, empty | the consumer's, full |
//! | [`TAKEN`] | settled, and the consumer knows | empty | empty |
//! | [`CLOSED`] | the consumer left while it was pending | empty | empty |
//! | [`LATE`] | so it did, and a value has come since | empty | empty |
//!
//! ```text
//!              the consumer                    a completer             the consumer
//!   UNWATCHED <------------> WATCHED --+
//!       |                              +--> CLAIMED --> VALUE     --+
//!       +------------------------------+            --> PANICKED  --+--> TAKEN
//!       |            the consumer      |            --> ABANDONED --+
//!       +------------------------------+--> CLOSED --> LATE
//!                                              a completer
//! ```
//!
//! Pending states are left by compare-exchange, because both sides may do so. Each of the others is
//! left by one side only, which stores: the completer that claimed, or the consumer that takes.
//! ([`CLOSED`] is left by compare-exchange, because several completers may come too late at once.)
//!
//! What the consumer leaves behind while a completer is in [`CLAIMED`] belongs to whoever is the last
//! to leave the cell.
//!
//! A waker that was taken out leaves its bits behind. Only the consumer looks at them, to tell
//! whether it is the same waker; nobody takes them for a waker any more.

pub(super) const UNWATCHED: u8 = 0;
pub(super) const WATCHED: u8 = 1;
pub(super) const CLAIMED: u8 = 2;
pub(super) const VALUE: u8 = 3;
pub(super) const PANICKED: u8 = 4;
pub(super) const ABANDONED: u8 = 5;
pub(super) const TAKEN: u8 = 6;
pub(super) const CLOSED: u8 = 7;
pub(super) const LATE: u8 = 8;

/// Whether nothing has come, and the consumer waits.
pub(super) fn is_pending(state: u8) -> bool {
    state <= WATCHED
}

/// Whether there is an outcome in its place.
pub(super) fn is_full(state: u8) -> bool {
    matches!(state, VALUE | PANICKED | ABANDONED)
}
