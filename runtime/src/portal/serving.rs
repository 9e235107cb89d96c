//! The loop's side.

use std::collections::BTreeMap;
use std::fmt;
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker, ready};

use futures_core::FusedFuture;

use crate::panics::discard;

use super::inbox::{Asked, Id, Inbox, Letter, LocalFuture};

/// What serves the calls of [`Portal`](crate::Portal)s: a future for the loop to run.
///
/// It stays on the thread that it was made on. Give it to the loop in the way that it has for such
/// futures: `tokio::task::spawn_local`, `select!` or `join!` beside what the loop does, or just
/// `.await`. It resolves when no portal is left and all tasks are done, or at
/// [`shutdown`](crate::Portal::shutdown). It needs to be polled: while it is not, calls wait.
///
/// Dropping it is the same as a shutdown: tasks are dropped where they are, and those who wait for an
/// answer get [`PortalError::Closed`](crate::PortalError::Closed).
///
/// The tasks are polled inside its poll, so what they may use is what the loop offers to any future:
/// inside tokio its timers and sockets, for one. A task's panic does not get out of it.
///
/// ```
/// # use asyncify_runtime::Portal;
/// let (portal, serving) = Portal::new();
/// let caller = std::thread::spawn(move || portal.call(async || 1 + 2));
/// // The portal is moved into the thread: when it has ended, so does the loop.
/// futures::executor::block_on(serving);
/// assert_eq!(caller.join().unwrap(), Ok(3));
/// ```
#[must_use = "calls wait until it is polled"]
pub struct PortalLoop {
    /// There until the loop has ended.
    serving: Option<Serving>,
}

impl PortalLoop {
    pub(super) fn new(inbox: Arc<Inbox>) -> Self {
        Self {
            serving: Some(Serving {
                inbox,
                tasks: BTreeMap::new(),
            }),
        }
    }
}

impl Future for PortalLoop {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let serving = self.serving.as_mut();
        let serving = serving.expect("`PortalLoop` polled after completion");
        ready!(serving.poll(cx));
        self.serving = None;
        Poll::Ready(())
    }
}

impl FusedFuture for PortalLoop {
    fn is_terminated(&self) -> bool {
        self.serving.is_none()
    }
}

impl fmt::Debug for PortalLoop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PortalLoop").finish_non_exhaustive()
    }
}

/// A loop that has not ended: an executor of the tasks that it was sent.
struct Serving {
    inbox: Arc<Inbox>,
    /// The tasks that are not done.
    tasks: BTreeMap<Id, Task>,
}

struct Task {
    future: LocalFuture,
    waker: Waker,
}

impl Serving {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let asked = ready!(self.inbox.poll(cx, self.tasks.is_empty(), mem::take));
        let Some(asked) = asked else {
            return Poll::Ready(());
        };
        self.obey(asked);
        // What has come meanwhile waits for the next poll: who polls this has other things to do, too.
        let more = self.inbox.poll(cx, self.tasks.is_empty(), |_| ());
        if more.is_ready() {
            cx.waker().wake_by_ref();
        }
        Poll::Pending
    }

    fn obey(&mut self, asked: Asked) {
        let Asked { letters, mut woken } = asked;
        for letter in letters {
            match letter {
                Letter::Start(id, work) => {
                    let inbox = Arc::clone(&self.inbox);
                    let task = Task {
                        future: work(),
                        waker: Arc::new(Alarm { id, inbox }).into(),
                    };
                    self.tasks.insert(id, task);
                    woken.insert(id);
                }
                Letter::Cancel(id) => self.drop_task(id),
            }
        }
        for id in woken {
            self.poll_task(id);
        }
    }

    fn poll_task(&mut self, id: Id) {
        let Some(task) = self.tasks.get_mut(&id) else {
            return;
        };
        let mut cx = Context::from_waker(&task.waker);
        if task.future.as_mut().poll(&mut cx).is_ready() {
            self.drop_task(id);
        }
    }

    /// A panic of what the task holds would unwind into the loop.
    fn drop_task(&mut self, id: Id) {
        discard(self.tasks.remove(&id));
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // First: what tasks call in their `Drop` finds the loop closed.
        self.inbox.close();
        mem::take(&mut self.tasks).into_values().for_each(discard);
    }
}

/// Wakes a task, from any thread.
struct Alarm {
    id: Id,
    inbox: Arc<Inbox>,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.inbox.wake(self.id);
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.inbox.wake(self.id);
    }
}
