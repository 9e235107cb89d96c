//! The states of a cell, and who may touch what in each.
//!
//! | state | what it means | the waker's place | the outcome's place |
//! |---|---|---|---|
//! | [`UNWATCHED`] | pending; the consumer looks by itself | the consumer's, mostly empty | empty |
//! | [`WATCHED`] | pending; the task that starts the call is to be woken | a waker, of whoever leaves this state | empty |
//! | [`MOVED`] | pending; another task is to be woken | as above | empty |
//! | [`CLAIMED`] | a completer moves the outcome in | the consumer's, empty | that completer's |
//! | [`ASKING`] | so it does, and will wait for what becomes of it | as above | as above |
//! | [`VALUE`], [`PANICKED`], [`ABANDONED`] | settled | the consumer's, empty | the consumer's, full |
//! | [`FINISHED`] | settled by a value, and no completer is left | the consumer's, empty | the consumer's, full |
//! | [`TAKEN`] | settled, and the consumer knows | empty | empty |
//! | [`CLOSED`] | the consumer left while it was pending | empty | empty |
//! | [`LATE`] | so it did, and a value has come since | empty | empty |
//!
//! ```text
//!      a completer     the consumer          a completer            the consumer
//!             +----> UNWATCHED ------+
//!             |            |         +--> CLAIMED --> VALUE     --+
//!   WATCHED --+            |         |     ASKING --> PANICKED  --+--> TAKEN
//!    |        |          MOVED ------+       |    --> ABANDONED --+
//!    |        |            |         |       |                    |
//!    |        +------------+---------+-------+--> CLOSED --> LATE |
//!    |                                                a completer |
//!    +----------------------------------> FINISHED ---------------+
//! ```
//!
//! Pending states, and [`ASKING`], are left by compare-exchange, because both sides may do so. Each of the
//! others is left by one side only, which stores: the completer that claimed, or the consumer that takes.
//! ([`CLOSED`] is left by compare-exchange, because several completers may come too late at once.)
//!
//! A completer that is the only one, and is used up, goes from [`WATCHED`] to [`FINISHED`] in one
//! step. It puts the value in its place and looks at the waker *before*: nobody else may do the
//! former, and the waker is its own if the step succeeds, because [`WATCHED`] is never entered again:
//! then nobody has left it, nor has put another waker in.
//!
//! What the consumer leaves behind while a completer is in [`CLAIMED`] belongs to whoever is the last
//! to leave the cell. A completer that waits would wait for itself then: in [`ASKING`] it finds the
//! consumer gone, and takes the outcome back.

pub(super) const WATCHED: u8 = 0;
pub(super) const UNWATCHED: u8 = 1;
pub(super) const MOVED: u8 = 2;
pub(super) const CLAIMED: u8 = 3;
pub(super) const VALUE: u8 = 4;
pub(super) const FINISHED: u8 = 5;
pub(super) const PANICKED: u8 = 6;
pub(super) const ABANDONED: u8 = 7;
pub(super) const TAKEN: u8 = 8;
pub(super) const CLOSED: u8 = 9;
pub(super) const LATE: u8 = 10;
pub(super) const ASKING: u8 = 11;

/// Whether nothing has come, and the consumer waits.
pub(super) fn is_pending(state: u8) -> bool {
    state <= MOVED
}

/// Whether there is a waker in its place.
pub(super) fn is_watched(state: u8) -> bool {
    matches!(state, WATCHED | MOVED)
}

/// Whether there is an outcome in its place.
pub(super) fn is_full(state: u8) -> bool {
    matches!(state, VALUE | FINISHED | PANICKED | ABANDONED)
}
