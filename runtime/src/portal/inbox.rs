//! What other threads ask of a loop, under one lock.
//!
//! Tested by `loom_portal`.

use std::collections::BTreeSet;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use crate::panics::discard;
use crate::park::{Parked, poll_parked, wake};
use crate::sync::{Mutex, lock};
use crate::threads::{self, Name};

use super::PortalError;

/// A task, in its place on the loop's thread.
pub(super) type LocalFuture = Pin<Box<dyn Future<Output = ()>>>;

/// Makes a task, on the loop's thread.
pub(super) type Work = Box<dyn FnOnce() -> LocalFuture + Send>;

/// Which task of a loop.
pub(super) type Id = u64;

pub(super) enum Letter {
    Start(Id, Work),
    Cancel(Id),
}

/// What a loop is to do.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) letters: Vec<Letter>,
    /// The tasks to be polled, each once, however often it is woken. One may have ended.
    pub(super) woken: BTreeSet<Id>,
}

impl Asked {
    fn is_empty(&self) -> bool {
        self.letters.is_empty() && self.woken.is_empty()
    }
}

/// How long a loop goes on. It only ever comes closer to its end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// It takes calls.
    Open,
    /// It ends when what it has begun, or been sent before, is done.
    Finishing,
    /// It ends at once.
    Closed,
}

pub(super) struct Inbox {
    mail: Mutex<Mail>,
    /// The loop's thread.
    thread: Name,
}

struct Mail {
    asked: Asked,
    stage: Stage,
    /// How many tasks there have been.
    sent: Id,
    waker: Option<Waker>,
}

impl Inbox {
    /// For a loop on the calling thread.
    pub(super) fn new() -> Self {
        Self {
            mail: Mutex::new(Mail {
                asked: Asked::default(),
                stage: Stage::Open,
                sent: 0,
                waker: None,
            }),
            thread: threads::current(),
        }
    }

    pub(super) fn is_on_own_thread(&self) -> bool {
        self.thread == threads::current()
    }

    pub(super) fn is_closed(&self) -> bool {
        lock(&self.mail).stage > Stage::Open
    }

    /// Asks the loop to start a task.
    pub(super) fn send(&self, work: Work) -> Result<Id, PortalError> {
        let mut mail = lock(&self.mail);
        if mail.stage > Stage::Open {
            // The lock first: the work's `Drop` is foreign code.
            drop(mail);
            drop(work);
            return Err(PortalError::Closed);
        }
        mail.sent += 1;
        let id = mail.sent;
        mail.asked.letters.push(Letter::Start(id, work));
        let waker = mail.waker.take();
        drop(mail);
        wake(waker);
        Ok(id)
    }

    /// Asks the loop to cancel a task. It is no mistake if there is none of that name any more.
    pub(super) fn cancel(&self, id: Id) {
        let mut mail = lock(&self.mail);
        if mail.stage == Stage::Closed {
            return;
        }
        mail.asked.letters.push(Letter::Cancel(id));
        let waker = mail.waker.take();
        drop(mail);
        wake(waker);
    }

    /// Brings the loop closer to its end.
    pub(super) fn end(&self, stage: Stage) {
        let mut mail = lock(&self.mail);
        mail.stage = stage.max(mail.stage);
        let waker = mail.waker.take();
        drop(mail);
        wake(waker);
    }

    /// Has the loop poll a task: what the task's waker does.
    pub(super) fn wake(&self, id: Id) {
        let mut mail = lock(&self.mail);
        if mail.stage == Stage::Closed || !mail.asked.woken.insert(id) {
            return;
        }
        let waker = mail.waker.take();
        drop(mail);
        wake(waker);
    }

    /// A look at what the loop is asked to do; nothing, if it is to end.
    pub(super) fn poll<R>(
        &self,
        cx: &mut Context<'_>,
        is_idle: bool,
        look: impl Fn(&mut Asked) -> R,
    ) -> Poll<Option<R>> {
        poll_parked(&self.mail, cx, |mail| {
            if mail.stage < Stage::Closed && !mail.asked.is_empty() {
                return Some(Some(look(&mut mail.asked)));
            }
            let ends = mail.stage == Stage::Closed || mail.stage == Stage::Finishing && is_idle;
            ends.then_some(None)
        })
    }

    /// The loop has ended: nothing is taken any more, and what waits is dropped here, which tells
    /// those who wait for an answer.
    pub(super) fn close(&self) {
        let mut mail = lock(&self.mail);
        mail.stage = Stage::Closed;
        let asked = mem::take(&mut mail.asked);
        let waker = mail.waker.take();
        drop(mail);
        discard(waker);
        asked.letters.into_iter().for_each(discard);
    }
}

impl Parked for Mail {
    fn waker(&self) -> Option<&Waker> {
        self.waker.as_ref()
    }

    fn park(&mut self, waker: Waker) -> Option<Waker> {
        self.waker.replace(waker)
    }
}
