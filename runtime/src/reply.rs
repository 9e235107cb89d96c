//! A callback that asks its consumer: it waits until the answer is there, or sure not to come.

use std::fmt;
use std::mem;

use crate::sync::{Arc, Condvar, Deadline, Mutex, lock, wait_until};

/// The answer that a callback waits for. Made by [`Emitter::ask`](crate::Emitter::ask) and
/// [`Completer::ask`](crate::Completer::ask), and part of the item.
///
/// It may be sent to any thread, if `R` may. The thread that called back is blocked until the
/// answer is [sent](Self::send). It goes on without one when this is dropped, when its deadline
/// passes, and when the stream that the item came from is closed or dropped.
///
/// ```
/// # use asyncify_runtime::{Emitter, Reply, StreamOptions, stream};
/// # use futures::StreamExt;
/// # futures::executor::block_on(async {
/// let mut questions = stream(StreamOptions::new(), |events: Emitter<(u32, Reply<u32>)>| {
///     std::thread::spawn(move || events.ask(None, |reply| (20, reply)))
/// });
/// let (number, reply) = questions.next().await.unwrap();
/// assert_eq!(reply.send(number + 1), Ok(()));
/// # });
/// ```
#[must_use = "a dropped reply lets the caller go on without an answer"]
pub struct Reply<R> {
    question: Arc<Question<R>>,
}

impl<R> Reply<R> {
    /// Answers, and lets the caller go on.
    ///
    /// # Errors
    /// Gives the answer back if nobody waits for it any more.
    pub fn send(self, answer: R) -> Result<(), R> {
        self.question.settle(State::Answered(answer))
    }

    /// Whether nobody waits for the answer any more: the deadline has passed, or the stream was
    /// closed or dropped.
    pub fn is_closed(&self) -> bool {
        let away = lock(&self.question.desk.closed);
        *away || !matches!(*lock(&self.question.state), State::Open)
    }
}

impl<R> Drop for Reply<R> {
    fn drop(&mut self) {
        // An answer that has been sent stays.
        let _ = self.question.settle(State::Closed);
    }
}

impl<R> fmt::Debug for Reply<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("closed", &self.is_closed())
            .finish_non_exhaustive()
    }
}

/// Where the callbacks of one consumer wait, so that all can be sent away at once.
pub(crate) struct Desk {
    closed: Mutex<bool>,
    changed: Condvar,
}

impl Desk {
    pub(crate) fn new(closed: bool) -> Arc<Self> {
        Arc::new(Self {
            closed: Mutex::new(closed),
            changed: Condvar::new(),
        })
    }

    /// Sends away who waits, and who comes later.
    pub(crate) fn close(&self) {
        *lock(&self.closed) = true;
        self.changed.notify_all();
    }
}

enum State<R> {
    Open,
    Answered(R),
    /// Nobody waits, or nobody will answer.
    Closed,
}

/// The state is only touched with the desk's lock held, which comes first.
struct Question<R> {
    desk: Arc<Desk>,
    state: Mutex<State<R>>,
}

impl<R> Question<R> {
    /// Gives back an answer that comes too late.
    fn settle(&self, settled: State<R>) -> Result<(), R> {
        let away = lock(&self.desk.closed);
        let mut state = lock(&self.state);
        if *away || !matches!(*state, State::Open) {
            return match settled {
                State::Answered(late) => Err(late),
                _ => Ok(()),
            };
        }
        *state = settled;
        drop(state);
        drop(away);
        self.desk.changed.notify_all();
        Ok(())
    }
}

/// The caller's side of a question.
pub(crate) struct Asked<R>(Arc<Question<R>>);

impl<R> Asked<R> {
    /// Blocks until there is an answer, or sure to be none.
    pub(crate) fn wait(self, deadline: Deadline) -> Option<R> {
        let Question { desk, state } = &*self.0;
        let mut away = lock(&desk.closed);
        loop {
            let mut state = lock(state);
            match mem::replace(&mut *state, State::Closed) {
                State::Answered(answer) => return Some(answer),
                State::Closed => return None,
                State::Open if *away || deadline.has_passed() => return None,
                State::Open => *state = State::Open,
            }
            drop(state);
            away = wait_until(&desk.changed, away, deadline);
        }
    }
}

/// A question at a desk, and the way to answer it.
pub(crate) fn question<R>(desk: Arc<Desk>) -> (Reply<R>, Asked<R>) {
    let question = Arc::new(Question {
        desk,
        state: Mutex::new(State::Open),
    });
    let reply = Reply {
        question: Arc::clone(&question),
    };
    (reply, Asked(question))
}
