//! The small lane errors take, so that a flood of them cannot fill memory.

use std::collections::VecDeque;

use crate::panics::{catch, discard};
use crate::sync::Lock;

/// How many errors wait at most.
const CAPACITY: usize = 16;

/// What a stream knows about the error it yielded last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorNote {
    /// How many items (in frame streams: samples) the API had delivered when the error came, lost
    /// ones included; in feeds, how many samples it had taken. The next one has this sequence number, counted from 0.
    pub position: u64,
    /// How many further errors of the same kind were merged into this one.
    pub repeats: u64,
}

/// Tells whether two errors are of the same kind.
pub(crate) type Same<E> = fn(&E, &E) -> bool;

struct Entry<E> {
    /// Absent while a thread compares it with a new one, which is done without the lock.
    error: Option<E>,
    note: ErrorNote,
}

/// Waiting errors, oldest first. It lives under its owner's lock.
pub(crate) struct ErrorLane<E> {
    entries: VecDeque<Entry<E>>,
    /// How many entries have left at the front: an entry's place plus this is its name.
    taken: u64,
    lost: u64,
    same: Option<Same<E>>,
}

impl<E> ErrorLane<E> {
    pub(crate) fn new() -> Self {
        Self {
            entries: VecDeque::new(),
            taken: 0,
            lost: 0,
            same: None,
        }
    }

    pub(crate) fn coalesce(&mut self, same: Same<E>) {
        self.same = Some(same);
    }

    pub(crate) fn lost(&self) -> u64 {
        self.lost
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes the oldest error if it came before the item with this sequence number. One that is
    /// being compared stays: whoever compares it wakes the task.
    pub(crate) fn pop_before(&mut self, item: u64) -> Option<(E, ErrorNote)> {
        let oldest = self.entries.front_mut()?;
        if oldest.note.position > item {
            return None;
        }
        let error = oldest.error.take()?;
        let entry = self.entries.pop_front()?;
        self.taken += 1;
        Some((error, entry.note))
    }

    /// The sequence number of the item before which the oldest error came.
    pub(crate) fn next_position(&self) -> u64 {
        self.entries
            .front()
            .map_or(u64::MAX, |oldest| oldest.note.position)
    }

    /// Takes the newest error. After the one that ended the stream none are lent or added.
    pub(crate) fn pop_newest(&mut self) -> Option<(E, ErrorNote)> {
        let entry = self.entries.pop_back()?;
        Some((entry.error?, entry.note))
    }

    /// Lends out the last entry to be compared with a new error.
    fn lend(&mut self) -> Option<Loan<E>> {
        let same = self.same?;
        let error = self.entries.back_mut()?.error.take()?;
        let name = self.taken + self.entries.len() as u64 - 1;
        Some(Loan { name, error, same })
    }

    /// Takes back the entry that was lent; counts the new error with it if they are the same.
    fn restore(&mut self, loan: Loan<E>, same: bool) {
        let entry = &mut self.entries[(loan.name - self.taken) as usize];
        entry.error = Some(loan.error);
        entry.note.repeats += u64::from(same);
    }

    /// Adds an error; gives it back when there is no room.
    fn push(&mut self, error: E, position: u64) -> Option<E> {
        if self.entries.len() >= CAPACITY {
            self.lost += 1;
            return Some(error);
        }
        self.push_fatal(error, position);
        None
    }

    /// Adds the error that ends the stream, for which there is always room.
    fn push_fatal(&mut self, error: E, position: u64) {
        let note = ErrorNote {
            position,
            repeats: 0,
        };
        self.entries.push_back(Entry {
            error: Some(error),
            note,
        });
    }
}

/// An entry out of the lane while it is compared.
struct Loan<E> {
    name: u64,
    error: E,
    same: Same<E>,
}

impl<E> Loan<E> {
    /// Compares without a lock; a comparison that panics finds the errors different.
    fn compare(&self, error: &E) -> bool {
        catch(|| (self.same)(&self.error, error)).unwrap_or_else(|payload| {
            discard(payload);
            false
        })
    }
}

/// How an error finds its stream.
#[derive(PartialEq)]
pub(crate) enum Standing {
    Open {
        /// The sequence number of the next item.
        position: u64,
    },
    Ended,
    /// The consumer is gone, and so is what was in the lane.
    Gone,
}

/// What holds an error lane under its lock.
pub(crate) trait ErrorHost {
    type Error;

    fn errors(&mut self) -> &mut ErrorLane<Self::Error>;
    fn standing(&self) -> Standing;
    /// Ends the stream after what is buffered. Returns the sequence number of the item that would
    /// have been the next.
    fn end(&mut self) -> u64;
}

/// Adds an error from inside a callback. The caller wakes the task.
pub(crate) fn fail<E>(host: &impl Lock<Data: ErrorHost<Error = E>>, error: E) {
    let loan = {
        let mut host = host.lock();
        match host.standing() {
            Standing::Open { .. } => host.errors().lend(),
            _ => None,
        }
    };
    let same = loan.as_ref().is_some_and(|loan| loan.compare(&error));
    let mut host = host.lock();
    let standing = host.standing();
    if standing == Standing::Gone {
        drop(host);
        discard((error, loan));
        return;
    }
    if let Some(loan) = loan {
        host.errors().restore(loan, same);
    }
    let refused = match standing {
        Standing::Open { position } if !same => host.errors().push(error, position),
        _ => Some(error),
    };
    drop(host);
    discard(refused);
}

/// Adds the error that ends the stream. The caller wakes the task.
pub(crate) fn fail_fatal<E>(host: &impl Lock<Data: ErrorHost<Error = E>>, error: E) {
    let mut host = host.lock();
    let refused = match host.standing() {
        Standing::Open { .. } => {
            let position = host.end();
            host.errors().push_fatal(error, position);
            None
        }
        _ => Some(error),
    };
    drop(host);
    discard(refused);
}
